package dev.quoll.driver;

import dev.quoll.core.id.Direction;

/// What calls wait for, as numbers for [Waits]: those of a stream are made of its ID, the others
/// are negative.
public final class Topic {
    /// The handshake is done on this side.
    public static final long ESTABLISHED = -1;

    /// The handshake is known to be done on both sides.
    public static final long CONFIRMED = -2;

    /// The connection has ended.
    public static final long CLOSED = -3;

    /// All that was written is acknowledged.
    public static final long ALL_DELIVERED = -4;

    /// A client wants to connect to the endpoint.
    public static final long INCOMING = -5;

    /// The endpoint has no connection left.
    public static final long IDLE = -6;

    /// A datagram has come.
    public static final long DATAGRAM = -12;

    /// There is room for a datagram to be sent.
    public static final long DATAGRAM_ROOM = -13;

    /// Something happened to a path.
    public static final long PATH = -14;

    /// The server has said something about its addresses.
    public static final long NAT_TRAVERSAL = -15;

    /// Datagrams of another size may be sent.
    public static final long DATAGRAM_SIZE = -16;

    /// Where the endpoint may be reached may have changed.
    public static final long CANDIDATES = -17;

    private static final long OPENED = -8;
    private static final long CREDIT = -10;

    private Topic() {}

    /// The peer has opened a stream.
    public static long opened(Direction direction) {
        return OPENED - direction.ordinal();
    }

    /// The peer allows more streams.
    public static long credit(Direction direction) {
        return CREDIT - direction.ordinal();
    }

    /// Whether somebody who waits for it is part of a conversation, so that a millisecond more
    /// would matter. A new client or stream, and what is told about the connection, may wait.
    static boolean isPrompt(long topic) {
        return topic >= 0
                || topic == ESTABLISHED
                || topic == DATAGRAM
                || topic == DATAGRAM_ROOM
                || topic == credit(Direction.BIDIRECTIONAL)
                || topic == credit(Direction.UNIDIRECTIONAL);
    }

    /// A stream can be read, or not any more.
    static long readable(long streamId) {
        return streamId << 2;
    }

    /// A stream can be written, or not any more.
    static long writable(long streamId) {
        return streamId << 2 | 1;
    }

    /// The peer has acknowledged all of a stream, or stopped it.
    static long settled(long streamId) {
        return streamId << 2 | 2;
    }
}
