package dev.quoll.sim.datagram;

/// What a datagram comes to next: a link, a router, a translator or a host. An interface, so that
/// the parts of a network can be put together in any order.
@FunctionalInterface
public interface Hop {
    /// Takes the datagram now, in virtual time.
    void accept(Datagram datagram);
}
