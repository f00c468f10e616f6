package dev.quoll.core.path;

/// Searches the largest datagram a network carries, by probes that cost nothing when they are lost,
/// and notices when it carries less than it did. *Confined*.
///
/// @spec https://www.rfc-editor.org/rfc/rfc8899 RFC 8899: Datagram Packetization Layer Path MTU
///   Discovery
/// @spec https://www.rfc-editor.org/rfc/rfc9000#section-14.3 RFC 9000, section 14.3
public final class MtuDiscovery {
    /// No search is planned.
    public static final long NEVER = Long.MAX_VALUE;

    /// A size is given up after so many lost probes (RFC 8899 §5.1.2).
    static final int MAX_PROBES = 3;

    /// So many bursts of losses among large packets alone are a black hole (RFC 8899 §4.3).
    static final int BLACK_HOLE_BURSTS = 3;

    private static final int NONE = 0;

    private final MtuConfig config;
    private int current;
    private int limit;

    /// No larger size need be tried in this search.
    private int upper;

    private int probed = NONE;
    private boolean underWay;
    private int tries;
    private long searchNanos;
    private int suspiciousBursts;
    private long blackHoles;

    MtuDiscovery(MtuConfig config, int initial) {
        this.config = config;
        current = initial;
        limit = Math.max(initial, config.upperBound());
    }

    /// The largest UDP payload known to arrive, in bytes.
    public int current() {
        return current;
    }

    /// How often large datagrams began to vanish.
    public long blackHoles() {
        return blackHoles;
    }

    /// The peer takes no larger datagrams (`max_udp_payload_size`, RFC 9000 §18.2).
    void limit(int peerLimit) {
        limit = Math.min(limit, peerLimit);
        upper = Math.min(upper, limit);
        current = Math.min(current, limit);
    }

    /// The size to probe now; 0 for none.
    public int probeSize(long nowNanos) {
        if (probed == NONE && nowNanos >= searchNanos) {
            beginSearch();
        }
        return underWay ? NONE : probed;
    }

    /// When the next search begins.
    public long deadlineNanos() {
        return probed == NONE ? searchNanos : NEVER;
    }

    /// A probe of the size that was asked for was sent.
    public void onProbeSent() {
        underWay = true;
    }

    /// A probe was acknowledged.
    ///
    /// @return whether larger datagrams may be sent from now on
    boolean onProbeAcked(int size, long nowNanos) {
        if (size <= current || size > limit) {
            return false;
        }
        current = size;
        suspiciousBursts = 0;
        goOn(nowNanos);
        return true;
    }

    /// A probe was lost.
    void onProbeLost(int size, long nowNanos) {
        if (size != probed) {
            return;
        }
        underWay = false;
        if (++tries == MAX_PROBES) {
            upper = size - 1;
            goOn(nowNanos);
        }
    }

    /// A packet that is no probe was acknowledged.
    void onAcked(int size) {
        if (size > RouteConfig.MIN_DATAGRAM_SIZE) {
            suspiciousBursts = 0;
        }
    }

    /// Packets that are no probes were found lost together.
    ///
    /// @param smallest the size of the smallest of them
    /// @return whether only the smallest datagrams may be sent from now on
    boolean onLossBurst(int smallest, long nowNanos) {
        if (smallest <= RouteConfig.MIN_DATAGRAM_SIZE || ++suspiciousBursts < BLACK_HOLE_BURSTS) {
            return false;
        }
        suspiciousBursts = 0;
        blackHoles++;
        current = RouteConfig.MIN_DATAGRAM_SIZE;
        probed = NONE;
        underWay = false;
        searchNanos = saturatedSum(nowNanos, config.blackHoleCooldownNanos());
        return true;
    }

    /// The largest size comes first, since most networks carry it.
    private void beginSearch() {
        searchNanos = NEVER;
        upper = limit;
        probed = upper - current >= config.minimumChange() ? upper : NONE;
        tries = 0;
        underWay = false;
    }

    private void goOn(long nowNanos) {
        tries = 0;
        underWay = false;
        if (upper - current >= config.minimumChange()) {
            probed = (current + upper + 1) / 2;
        } else {
            probed = NONE;
            searchNanos = saturatedSum(nowNanos, config.intervalNanos());
        }
    }

    private static long saturatedSum(long a, long b) {
        return a > NEVER - b ? NEVER : a + b;
    }
}
