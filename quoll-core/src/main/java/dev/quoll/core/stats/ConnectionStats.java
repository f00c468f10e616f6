package dev.quoll.core.stats;

import java.util.Map;

/// How a connection does: the sums over every path it ever had. Immutable.
///
/// @param sent what was sent
/// @param received what was received
/// @param packetsLost packets declared lost
/// @param bytesLost their bytes
/// @param datagramsUnsent datagrams thrown away before they were sent: for newer ones, for being
///   too large by then, or with early data that the server rejected
/// @param datagramsUnread datagrams that came and were thrown away before they were read
/// @param keyUpdates how often the 1-RTT keys were changed
/// @param dropped input that was not used, by reason; reasons that did not occur are absent
public record ConnectionStats(
        Traffic sent,
        Traffic received,
        long packetsLost,
        long bytesLost,
        long datagramsUnsent,
        long datagramsUnread,
        long keyUpdates,
        Map<DropReason, Long> dropped) {}
