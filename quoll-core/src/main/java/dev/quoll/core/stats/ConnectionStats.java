package dev.quoll.core.stats;

import java.util.Map;

/// How a connection does: the sums over every path it ever had. Immutable.
///
/// @param sent what was sent
/// @param received what was received
/// @param packetsLost packets declared lost
/// @param bytesLost their bytes
/// @param keyUpdates how often the 1-RTT keys were changed
/// @param dropped input that was not used, by reason; reasons that did not occur are absent
public record ConnectionStats(
        Traffic sent,
        Traffic received,
        long packetsLost,
        long bytesLost,
        long keyUpdates,
        Map<DropReason, Long> dropped) {}
