package dev.quoll.interop.peers;

/// What a client does on its connection.
enum Mode {
    handshake,
    down,
    up,
    echo,
    streams
}
