package dev.quoll.sim.measure;

/// When bytes reached an application: how long it waited at most from one time to the next.
/// *Confined*.
public final class Deliveries {
    private long lastNanos;
    private long longestNanos;
    private long longestEndNanos;
    private long count;

    /// Waiting begins at `nowNanos`.
    public Deliveries(long nowNanos) {
        lastNanos = nowNanos;
    }

    /// Something was delivered.
    public void onDelivery(long nowNanos) {
        count++;
        if (nowNanos - lastNanos > longestNanos) {
            longestNanos = nowNanos - lastNanos;
            longestEndNanos = nowNanos;
        }
        lastNanos = nowNanos;
    }

    /// Forgets the waits that are over; the one that goes on counts from where it began.
    public void forgetGaps() {
        longestNanos = 0;
        longestEndNanos = lastNanos;
    }

    /// How often something was delivered.
    public long count() {
        return count;
    }

    /// When something was delivered last.
    public long lastNanos() {
        return lastNanos;
    }

    /// The longest wait that is over, in nanoseconds.
    public long longestGapNanos() {
        return longestNanos;
    }

    /// When that wait was over.
    public long longestGapEndNanos() {
        return longestEndNanos;
    }
}
