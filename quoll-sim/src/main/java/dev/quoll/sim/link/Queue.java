package dev.quoll.sim.link;

import dev.quoll.sim.datagram.Datagram;

/// The bounded buffer before a [Rate]: what does not fit is dropped at the tail. The datagram being
/// sent counts as queued, and an empty queue takes any datagram.
///
/// @param unit what is counted
/// @param limit how much of it fits
/// @param markAbove datagrams that find more than this queued are marked CE if they can be; none
///   with [#NEVER]
/// @spec https://www.rfc-editor.org/rfc/rfc3168#section-5 RFC 3168, section 5
public record Queue(Unit unit, long limit, long markAbove) {
    /// No mark at any length.
    public static final long NEVER = Long.MAX_VALUE;

    /// What fills a queue.
    public enum Unit {
        BYTES,
        DATAGRAMS;

        long of(Datagram datagram) {
            return switch (this) {
                case BYTES -> datagram.length();
                case DATAGRAMS -> 1;
            };
        }
    }

    public Queue {
        Check.positive(limit);
    }

    /// A queue for `limit` bytes.
    public static Queue ofBytes(long limit) {
        return new Queue(Unit.BYTES, limit, NEVER);
    }

    /// A queue for `limit` datagrams.
    public static Queue ofDatagrams(int limit) {
        return new Queue(Unit.DATAGRAMS, limit, NEVER);
    }

    /// The same, marking what finds more than `queued` before it.
    public Queue markingAbove(long queued) {
        return new Queue(unit, limit, queued);
    }
}
