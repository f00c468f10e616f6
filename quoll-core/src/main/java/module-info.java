/// The QUIC protocol as a value machine: datagrams, time and randomness in; datagrams, deadlines and
/// events out. Nothing here opens a socket, reads a clock, takes a lock or starts a thread.
module dev.quoll.core {
    requires static transitive org.jspecify;
}
