package dev.quoll.core.datagram;

/// What happened to datagrams that someone may wait for.
public enum DatagramEvent {
    /// There is one to read.
    READABLE,
    /// One that found no room is worth another try.
    WRITABLE
}
