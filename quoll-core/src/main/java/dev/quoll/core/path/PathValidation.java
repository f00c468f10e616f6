package dev.quoll.core.path;

/// Proves that the peer is reached over a route: random numbers go out in PATH_CHALLENGE frames
/// until one comes back, or it takes too long. *Confined*.
///
/// @spec https://www.rfc-editor.org/rfc/rfc9000#section-8.2 RFC 9000, section 8.2: Path Validation
public final class PathValidation {
    /// No deadline.
    public static final long NEVER = Long.MAX_VALUE;

    /// How many of the newest challenges may still be answered.
    static final int MAX_OUTSTANDING = 8;

    /// What an answer proves.
    public enum Proof {
        /// No such challenge was sent, or it is too long ago.
        NONE,
        /// The address: the challenge was not in a full datagram, whose size is still to be proved.
        ADDRESS,
        /// The address, and that full datagrams arrive.
        FULL
    }

    private final long[] challenges = new long[MAX_OUTSTANDING];
    private final boolean[] full = new boolean[MAX_OUTSTANDING];
    private int sent;
    private boolean pending;
    private long nextNanos = NEVER;
    private long untilNanos = NEVER;

    /// Begins, or begins again: a challenge is due now, and there is time until `newUntilNanos`.
    public void begin(long nowNanos, long newUntilNanos) {
        pending = true;
        nextNanos = nowNanos;
        untilNanos = newUntilNanos;
        sent = 0;
    }

    /// There is no need of it any more.
    public void stop() {
        pending = false;
    }

    /// A challenge is due now, since something came over the route.
    public void hurry(long nowNanos) {
        nextNanos = Math.min(nextNanos, nowNanos);
    }

    /// Whether it goes on.
    public boolean isPending() {
        return pending;
    }

    /// Whether a challenge is due.
    public boolean isDue(long nowNanos) {
        return pending && nowNanos >= nextNanos;
    }

    /// Whether it has taken too long.
    public boolean hasFailed(long nowNanos) {
        return pending && nowNanos >= untilNanos;
    }

    /// When the next challenge is due or the time is over.
    public long deadlineNanos() {
        return pending ? Math.min(nextNanos, untilNanos) : NEVER;
    }

    /// When the time is over.
    public long untilNanos() {
        return pending ? untilNanos : NEVER;
    }

    /// A challenge was sent; the next wait is twice as long as the last, or RFC 9000 §8.2.1's
    /// limits for an Initial would be passed.
    ///
    /// @param isFull whether in a datagram of at least 1200 bytes
    /// @param ptoNanos the first wait
    public void onSent(long challenge, boolean isFull, long nowNanos, long ptoNanos) {
        challenges[sent % MAX_OUTSTANDING] = challenge;
        full[sent % MAX_OUTSTANDING] = isFull;
        nextNanos = nowNanos + (ptoNanos << Math.min(sent, 16));
        sent++;
    }

    /// PATH_RESPONSE came; after [Proof#FULL] the validation is over.
    public Proof onResponse(long data) {
        Proof proof = pending ? find(data) : Proof.NONE;
        if (proof == Proof.FULL) {
            pending = false;
        }
        return proof;
    }

    private Proof find(long data) {
        for (int i = 0; i < Math.min(sent, MAX_OUTSTANDING); i++) {
            if (challenges[i] == data) {
                return full[i] ? Proof.FULL : Proof.ADDRESS;
            }
        }
        return Proof.NONE;
    }
}
