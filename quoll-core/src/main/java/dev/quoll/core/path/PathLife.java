package dev.quoll.core.path;

/// Whether a path is in use yet or no longer, and how long silence may last on it. *Confined*.
///
/// @spec https://datatracker.ietf.org/doc/draft-ietf-quic-multipath/ Multipath, section 3
public final class PathLife {
    /// No deadline.
    public static final long NEVER = Long.MAX_VALUE;

    /// What a path is good for.
    public enum State {
        /// It is tried: no data may go over it.
        OPENING,
        /// The peer is reached over it.
        OPEN,
        /// It is given up: nothing may be sent over it, and what still arrives is acknowledged
        /// elsewhere.
        ABANDONED
    }

    private State state;
    private long idleNanos;
    private long keepAliveNanos;
    private long heardNanos;
    private long askedNanos;
    private long excusedNanos;
    private long discardNanos = NEVER;
    private long suspectNanos = NEVER;

    /// A path that begins now.
    ///
    /// @param idleNanos silence that ends it, [#NEVER] for none
    /// @param keepAliveNanos silence that is broken, [#NEVER] for none
    public PathLife(State state, long idleNanos, long keepAliveNanos, long nowNanos) {
        this.state = state;
        this.idleNanos = idleNanos;
        this.keepAliveNanos = keepAliveNanos;
        heardNanos = nowNanos;
        askedNanos = nowNanos;
    }

    /// What it is good for now.
    public State state() {
        return state;
    }

    /// Whether data may go over it.
    public boolean isOpen() {
        return state == State.OPEN;
    }

    /// Whether it was given up.
    public boolean isAbandoned() {
        return state == State.ABANDONED;
    }

    /// The peer is proved to be reached.
    public void onOpen() {
        assert state == State.OPENING;
        state = State.OPEN;
    }

    /// It is given up, for good.
    public void abandon() {
        state = State.ABANDONED;
    }

    /// Late packets are expected until then; afterwards it is forgotten.
    public void discardAt(long nanos) {
        discardNanos = Math.min(discardNanos, nanos);
    }

    /// When it is forgotten.
    public long discardNanos() {
        return discardNanos;
    }

    /// A packet that came over it was opened.
    public void onHeard(long nowNanos) {
        heardNanos = Math.max(heardNanos, nowNanos);
        askedNanos = Math.max(askedNanos, nowNanos);
    }

    /// When a packet that came over it was opened last.
    public long heardNanos() {
        return heardNanos;
    }

    /// The peer says over another path that it has heard nothing over this one for a while, though
    /// something is under way.
    public void suspect(long nowNanos) {
        suspectNanos = Math.min(suspectNanos, nowNanos);
    }

    /// The peer acknowledged a packet.
    ///
    /// @param sentNanos when the packet was sent
    public void onAnswer(long sentNanos) {
        if (sentNanos >= suspectNanos) {
            suspectNanos = NEVER;
        }
    }

    /// An acknowledgment came over the path itself.
    public void onWorking() {
        suspectNanos = NEVER;
    }

    /// Whether it may be gone.
    public boolean isSuspect() {
        return suspectNanos != NEVER;
    }

    /// A packet is sent to break the silence.
    public void onAsked(long nowNanos) {
        askedNanos = nowNanos;
    }

    /// Silence until then does not end it, whoever could have listened.
    public void excuseUntil(long nanos) {
        excusedNanos = nanos;
    }

    /// Sets the silence that ends it.
    public void setIdleNanos(long nanos) {
        idleNanos = nanos;
    }

    /// Sets the silence that is broken.
    public void setKeepAliveNanos(long nanos) {
        keepAliveNanos = nanos;
    }

    /// When silence ends it.
    ///
    /// @param ptoNanos the path's probe timeout: silence must last for three of them at least
    public long idleDeadlineNanos(long ptoNanos) {
        return idleNanos == NEVER
                ? NEVER
                : Math.max(excusedNanos, sum(heardNanos, Math.max(idleNanos, 3 * ptoNanos)));
    }

    /// When silence is to be broken.
    public long keepAliveDeadlineNanos() {
        return sum(askedNanos, keepAliveNanos);
    }

    private static long sum(long nanos, long wait) {
        return wait > NEVER - nanos ? NEVER : nanos + wait;
    }
}
