package dev.quoll.udp;

/// What became of a datagram that a [DatagramCarrier] was asked to carry. None of these says that
/// it arrived.
public enum CarryResult {
    /// It is on its way.
    TAKEN,
    /// There is no room for it now, so it is lost, as in the full queue of a router. The sender
    /// learns from the loss that it has to be slower.
    FULL,
    /// It is longer than this address takes, though the carrier takes such.
    TOO_LONG,
    /// Nobody is known at the address now, or the carrier is closed.
    UNREACHABLE
}
