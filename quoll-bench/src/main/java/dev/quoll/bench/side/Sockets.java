package dev.quoll.bench.side;

/// By what Quoll sends and receives.
enum Sockets {
    /// System calls with GSO and GRO, which Java has to allow.
    NATIVE,

    /// The JDK's channels.
    NIO
}
