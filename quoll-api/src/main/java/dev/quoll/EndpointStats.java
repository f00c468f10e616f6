package dev.quoll;

import dev.quoll.core.stats.DropReason;

import java.util.Map;

/// What an endpoint counted since it was bound. Immutable.
///
/// @param accepted connections of clients that were accepted
/// @param outgoing connections begun here
/// @param refused connections of clients that were refused
/// @param ignored connections of clients that were ignored
/// @param retried Retry packets sent: times that clients were asked to prove their address
/// @param dropped datagrams that belong to no connection and begin none, by reason; reasons that
///   did not occur are absent
public record EndpointStats(
        long accepted,
        long outgoing,
        long refused,
        long ignored,
        long retried,
        Map<DropReason, Long> dropped) {
    public EndpointStats {
        dropped = Map.copyOf(dropped);
    }
}
