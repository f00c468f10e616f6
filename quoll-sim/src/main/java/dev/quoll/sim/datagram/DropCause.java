package dev.quoll.sim.datagram;

/// Why a datagram went no further.
public enum DropCause {
    /// Chance took it.
    LOSS,
    /// The queue before the link was full.
    QUEUE_FULL,
    /// It was larger than the link can carry.
    TOO_LARGE,
    /// The link was in a planned outage.
    BLACKOUT,
    /// The test cut the link.
    LINK_DOWN,
    /// The test chose this very datagram.
    CHOSEN,
    /// Nothing leads to its destination.
    NO_ROUTE,
    /// It was sent from an address that its host does not have.
    NO_SUCH_SOURCE,
    /// The host it came to does not have its destination address.
    NO_SUCH_ADDRESS,
    /// Nothing is bound to its destination port.
    NO_ENDPOINT,
    /// A translator has no mapping for its destination.
    NO_MAPPING,
    /// A translator has a mapping, but not for this sender.
    FILTERED
}
