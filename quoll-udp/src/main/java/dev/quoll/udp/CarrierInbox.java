package dev.quoll.udp;

/// Where a [DatagramCarrier] delivers what arrived. *Thread-safe*.
public interface CarrierInbox {
    /// Takes a datagram and copies it. Never blocks, and never fails for what a stranger may have
    /// sent: an empty datagram, one longer than the carrier's limit, and one for which there is no
    /// room are thrown away, and the last two counted.
    ///
    /// @param from who sent it, an address of the carrier's kind
    /// @throws IllegalArgumentException if `from` is of another kind
    /// @throws IndexOutOfBoundsException if the bytes are not within the array
    void deliver(CarrierAddress from, byte[] bytes, int offset, int length);
}
