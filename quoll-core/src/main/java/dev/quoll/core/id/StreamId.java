package dev.quoll.core.id;

/// Reads and makes stream IDs, which stay plain `long` values since every STREAM frame has one. The
/// two lowest bits say who opened the stream and its direction; the rest counts streams of that
/// kind.
///
/// @spec https://www.rfc-editor.org/rfc/rfc9000#section-2.1 RFC 9000, section 2.1
public final class StreamId {
    /// The most streams of one kind that can be allowed (RFC 9000 §4.6).
    public static final long MAX_COUNT = 1L << 60;

    private StreamId() {}

    /// The ID of the stream of this kind with number `index`, from 0.
    public static long of(Side initiator, Direction direction, long index) {
        return index << 2 | (long) direction.ordinal() << 1 | initiator.ordinal();
    }

    /// Who opened the stream.
    public static Side initiator(long id) {
        return (id & 1) == 0 ? Side.CLIENT : Side.SERVER;
    }

    /// The stream's direction.
    public static Direction direction(long id) {
        return (id & 2) == 0 ? Direction.BIDIRECTIONAL : Direction.UNIDIRECTIONAL;
    }

    /// How many streams of its kind come before it.
    public static long index(long id) {
        return id >>> 2;
    }
}
