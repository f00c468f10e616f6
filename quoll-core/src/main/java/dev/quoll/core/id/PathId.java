package dev.quoll.core.id;

/// The number of a network path within a connection. A connection without the multipath extension
/// has path 0 only. Immutable.
///
/// @param value 0 to 2^32-1
/// @spec https://datatracker.ietf.org/doc/draft-ietf-quic-multipath/ Multipath, section 1.1
public record PathId(long value) implements Comparable<PathId> {
    /// The highest path ID, since the AEAD nonce has 32 bits for it.
    public static final long MAX_VALUE = 0xffff_ffffL;

    /// The path on which every connection begins.
    public static final PathId ZERO = new PathId(0);

    public PathId {
        if (value < 0 || value > MAX_VALUE) {
            throw new IllegalArgumentException("path ID " + value + " is not in 0..2^32-1");
        }
    }

    @Override
    public int compareTo(PathId other) {
        return Long.compare(value, other.value);
    }

    @Override
    public String toString() {
        return Long.toString(value);
    }
}
