package dev.quoll.core.delivery;

import dev.quoll.core.frame.Frame;

/// The packet being built, as a room sees it: the room offers frames until there is no more room,
/// and what was taken is remembered as sent. It is an interface because the builder lives above
/// every room. *Confined*.
public interface FrameSink {
    /// Returned by [#stream] and [#crypto] when not even one byte of data fits.
    long NO_ROOM = -1;

    /// Bytes still free for frames.
    int remaining();

    /// Writes a control frame if it fits.
    ///
    /// @return whether it was written
    boolean offer(Frame frame);

    /// Begins a STREAM frame with as many of `length` bytes as fit. The caller then copies the data
    /// to the place returned. FIN is set only if all `length` bytes fit; `length` is 0 only with
    /// `fin`.
    ///
    /// @return [Place] packed in a `long`, or [#NO_ROOM]
    long stream(long streamId, long offset, int length, boolean fin);

    /// Begins a CRYPTO frame with as many of `length` bytes as fit; see [#stream].
    long crypto(long offset, int length);

    /// The array that places refer to.
    byte[] array();

    /// A place in [#array], offset and length packed in one `long`: a value without an object.
    final class Place {
        private Place() {}

        /// Packs a place.
        public static long of(int offset, int length) {
            return (long) offset << 32 | length;
        }

        /// Where the data goes.
        public static int offset(long place) {
            return (int) (place >>> 32);
        }

        /// How many bytes of data were taken.
        public static int length(long place) {
            return (int) place;
        }
    }
}
