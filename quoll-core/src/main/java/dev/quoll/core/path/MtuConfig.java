package dev.quoll.core.path;

/// How the size of datagrams is searched. Immutable.
///
/// @param upperBound the largest UDP payload tried, in bytes; no search if it is not over the
///   initial size
/// @param intervalNanos after a search has ended, the next begins so much later
/// @param blackHoleCooldownNanos after large datagrams began to vanish, a search begins so much
///   later
/// @param minimumChange the search ends when less than this could be gained, in bytes
/// @spec https://www.rfc-editor.org/rfc/rfc8899#section-5.1 RFC 8899, section 5.1
public record MtuConfig(
        int upperBound, long intervalNanos, long blackHoleCooldownNanos, int minimumChange) {
    /// What fits into an Ethernet frame with IPv6 and some tunnel.
    public static final MtuConfig DEFAULT =
            new MtuConfig(1452, 600_000_000_000L, 60_000_000_000L, 20);

    /// Datagrams keep their initial size.
    public static final MtuConfig DISABLED =
            new MtuConfig(0, Long.MAX_VALUE, Long.MAX_VALUE, Integer.MAX_VALUE);

    public MtuConfig {
        if (upperBound > 65_527) {
            throw new IllegalArgumentException("datagrams of " + upperBound + " bytes");
        }
        if (intervalNanos <= 0 || blackHoleCooldownNanos <= 0 || minimumChange < 1) {
            throw new IllegalArgumentException("an MTU search without pause or end");
        }
    }
}
