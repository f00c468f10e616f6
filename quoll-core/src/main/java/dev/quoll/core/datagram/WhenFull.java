package dev.quoll.core.datagram;

/// What happens when a datagram finds no room.
public enum WhenFull {
    /// The oldest that wait are thrown away: what is newest counts most.
    DROP_OLDEST,
    /// It is not taken; [DatagramEvent#WRITABLE] tells when to try again.
    WAIT
}
