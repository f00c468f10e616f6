package dev.quoll.core.direct;

/// When rounds begin. News of addresses on either side, of the network, and of the end of a direct
/// path make one due; so does the failure of the last one, after 5 s, 10 s and 20 s and then every
/// minute, unless the intervals are others. A probe that was answered though no path came of it, as
/// happens where much is lost, makes another due at once, a few times. Two rounds never begin
/// sooner after one another than the spacing allows, but after a first one that had nobody to
/// probe. *Confined*.
final class RoundTimes {
    /// No round is due.
    static final long NEVER = Long.MAX_VALUE;

    /// Rounds soon after one that failed, until it is left at the long interval.
    static final int QUICK_TRIES = 3;

    /// Paths that may fail one after the other until it is not repeated at once: on a route that
    /// carries probes and nothing larger each would.
    static final int QUICK_OPENINGS = 5;

    /// The first pause after a round that could not begin.
    static final long REFUSED_NANOS = 100_000_000;

    private static final int MAX_DOUBLINGS = 10;

    private final long spacingNanos;
    private final long intervalNanos;
    private long mayBeginNanos;
    private long newsNanos = NEVER;
    private long retryNanos = NEVER;
    private int tries;
    private int failedOpenings;
    private int refusals;
    private boolean hasProbedNobody;
    private Reach reach = Reach.UNKNOWN;

    /// Whether data goes directly.
    enum Reach {
        UNKNOWN,
        RELAYED,
        DIRECT
    }

    RoundTimes(long spacingNanos, long intervalNanos) {
        this.spacingNanos = spacingNanos;
        this.intervalNanos = intervalNanos;
    }

    /// Something has changed so that a round is of use that begins by then.
    void onNews(long byNanos) {
        tries = 0;
        newsNanos = Math.min(newsNanos, byNanos);
    }

    /// A probe was answered, but the path that was tried there is given up.
    void onOpeningFailed(long nowNanos) {
        if (failedOpenings < QUICK_OPENINGS) {
            failedOpenings++;
            newsNanos = Math.min(newsNanos, nowNanos);
        }
    }

    /// How data goes now.
    void onReach(Reach present, long nowNanos) {
        if (present == reach) {
            return;
        }
        if (present == Reach.DIRECT) {
            retryNanos = NEVER;
            tries = 0;
            failedOpenings = 0;
        } else if (reach == Reach.DIRECT) {
            onNews(nowNanos);
        }
        reach = present;
    }

    /// A round begins now.
    void onBegun(long nowNanos) {
        mayBeginNanos = nowNanos + spacingNanos;
        newsNanos = NEVER;
        refusals = 0;
        if (reach != Reach.DIRECT) {
            boolean isQuick = tries < QUICK_TRIES;
            retryNanos =
                    nowNanos
                            + (isQuick
                                    ? Math.min(spacingNanos << tries, intervalNanos)
                                    : intervalNanos);
            tries++;
        }
    }

    /// The round that has begun had no address of the server to probe. The next one need not keep
    /// the distance from it; only once, so that no server has rounds begun as it likes.
    void onNobodyProbed(long nowNanos) {
        if (!hasProbedNobody) {
            hasProbedNobody = true;
            mayBeginNanos = nowNanos;
        }
    }

    /// A round that was due could not begin: it is tried again soon, and then later and later.
    void onRefused(long nowNanos) {
        long waitNanos = Math.min(REFUSED_NANOS << refusals, intervalNanos);
        refusals = Math.min(refusals + 1, MAX_DOUBLINGS);
        newsNanos = nowNanos + waitNanos;
        retryNanos = NEVER;
    }

    /// When the next round is due.
    long deadlineNanos() {
        long due = Math.min(newsNanos, retryNanos);
        return due == NEVER ? NEVER : Math.max(due, mayBeginNanos);
    }
}
