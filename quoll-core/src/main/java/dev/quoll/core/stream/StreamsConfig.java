package dev.quoll.core.stream;

import dev.quoll.core.flow.ReceiveLimit;
import dev.quoll.core.id.StreamId;

/// What a connection allows its peer, and itself, at the start. *Immutable*.
///
/// @param connectionWindow bytes the peer may have sent that are not read, over all streams
/// @param streamWindow the same for each stream, at most [#MAX_STREAM_WINDOW]
/// @param bidirectionalStreams how many bidirectional streams of the peer may be open at once
/// @param unidirectionalStreams how many unidirectional streams of the peer may be open at once
/// @param sendWindow bytes written here and not acknowledged, over all streams
/// @param mostStreamWindow bytes to which the window of a stream grows by itself; none above
///   `streamWindow`
/// @param fairness how streams of the same priority share
public record StreamsConfig(
        long connectionWindow,
        long streamWindow,
        long bidirectionalStreams,
        long unidirectionalStreams,
        long sendWindow,
        long mostStreamWindow,
        StreamFairness fairness) {
    /// The widest window of a stream, 1 GiB: what may arrive early is kept in memory.
    public static final long MAX_STREAM_WINDOW = 1L << 30;

    /// 1.25 MB a stream, 64 MiB a connection, 100 streams of each kind, 10 MB to send.
    public static final StreamsConfig DEFAULT =
            new StreamsConfig(64L << 20, 1_250_000, 100, 100, 10_000_000);

    /// What a stream's window grows to unless it is set otherwise, 16 MiB.
    public static final long MOST_STREAM_WINDOW = 16L << 20;

    /// Settings with windows that tune themselves, and turns for all streams.
    public StreamsConfig(
            long connectionWindow,
            long streamWindow,
            long bidirectionalStreams,
            long unidirectionalStreams,
            long sendWindow) {
        this(
                connectionWindow,
                streamWindow,
                bidirectionalStreams,
                unidirectionalStreams,
                sendWindow,
                MOST_STREAM_WINDOW,
                StreamFairness.ROUND_ROBIN);
    }

    public StreamsConfig {
        check("connection window", connectionWindow, ReceiveLimit.MAX_OFFSET);
        checkStreamWindow(streamWindow);
        checkStreamCount(bidirectionalStreams);
        checkStreamCount(unidirectionalStreams);
        checkStreamWindow(mostStreamWindow);
        check("send window", sendWindow, Long.MAX_VALUE);
    }

    static void checkStreamWindow(long streamWindow) {
        check("stream window", streamWindow, MAX_STREAM_WINDOW);
    }

    static void checkStreamCount(long count) {
        check("stream count", count, StreamId.MAX_COUNT);
    }

    static void check(String what, long value, long most) {
        if (value < 0 || value > most) {
            throw new IllegalArgumentException(
                    "the " + what + " must be from 0 to " + most + ", not " + value);
        }
    }
}
