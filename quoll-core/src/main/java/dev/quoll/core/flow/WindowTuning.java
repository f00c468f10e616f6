package dev.quoll.core.flow;

/// What the windows of streams are tuned by: a window whose credit is used up faster than a round
/// trip could bring more is doubled, up to a cap. *Confined*; one per connection.
public final class WindowTuning {
    private long mostWindow;
    private long nowNanos;
    private long rttNanos;

    /// Windows grow to `mostWindow` bytes at most.
    public WindowTuning(long mostWindow) {
        this.mostWindow = mostWindow;
    }

    /// The present time, and the round-trip time of the connection.
    public void observe(long newNowNanos, long newRttNanos) {
        nowNanos = newNowNanos;
        rttNanos = newRttNanos;
    }

    /// Windows stay as they are from now on.
    public void stop() {
        mostWindow = 0;
    }

    long nowNanos() {
        return nowNanos;
    }

    long rttNanos() {
        return rttNanos;
    }

    long mostWindow() {
        return mostWindow;
    }
}
