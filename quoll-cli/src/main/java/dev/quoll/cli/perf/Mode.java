package dev.quoll.cli.perf;

import java.util.Locale;

/// What a client does on its connection.
public enum Mode {
    /// No stream: connect, wait for the confirmation, close.
    HANDSHAKE,
    /// One stream, the body comes from the server.
    DOWN,
    /// One stream, the body goes to the server.
    UP,
    /// One stream, the body goes to the server and comes back meanwhile.
    ECHO,
    /// Many streams at once, a body each way on each of them.
    STREAMS,
    /// Ping-pong: messages go to the server one after the other, the next when the last is back.
    PP,
    /// Requests with an answer as long, many at once, again and again for a time.
    REQUESTS,
    /// Connections, one after the other for a time, each closed as soon as it stands.
    HANDSHAKES,
    /// Datagrams that the server sends back, as many as the path takes, for a time.
    DATAGRAMS;

    /// Whether it goes on for a time, and nothing else ends it.
    boolean isForATime() {
        return this == REQUESTS || this == HANDSHAKES || this == DATAGRAMS;
    }

    /// Whether it can go on for a time.
    boolean takesATime() {
        return isForATime() || this == DOWN || this == UP;
    }

    /// As the command line has it.
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
