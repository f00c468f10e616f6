package dev.quoll.core.spi;

/// A packet that was newly acknowledged, as a [CongestionController] sees it. *Confined*; a reused
/// cursor, valid during the call it is passed to. Times are nanoseconds.
public final class AckedPacket {
    private long nowNanos;
    private long bytesInFlight;
    private long latestRttNanos;
    private long minRttNanos;
    private long smoothedRttNanos;
    private int bytes;
    private long sentNanos;
    private boolean appLimited;

    /// Describes no packet until its values are set.
    public AckedPacket() {}

    /// Begins the packets of one ACK frame: what is the same for all of them.
    ///
    /// @param newBytesInFlight on the route, before the ACK frame was processed
    public void beginAck(long newNowNanos, long newBytesInFlight) {
        nowNanos = newNowNanos;
        bytesInFlight = newBytesInFlight;
    }

    /// Sets the route's round-trip times, the sample of this ACK frame included.
    public void setRtt(long newLatestNanos, long newMinNanos, long newSmoothedNanos) {
        latestRttNanos = newLatestNanos;
        minRttNanos = newMinNanos;
        smoothedRttNanos = newSmoothedNanos;
    }

    /// Sets the packet itself.
    public void setPacket(int newBytes, long newSentNanos, boolean newAppLimited) {
        bytes = newBytes;
        sentNanos = newSentNanos;
        appLimited = newAppLimited;
    }

    /// When the ACK frame arrived.
    public long nowNanos() {
        return nowNanos;
    }

    /// Bytes in flight on the route before the ACK frame was processed.
    public long bytesInFlight() {
        return bytesInFlight;
    }

    /// The latest sample of the round-trip time; 0 if there is none yet.
    public long latestRttNanos() {
        return latestRttNanos;
    }

    /// The smallest sample of the round-trip time; 0 if there is none yet.
    public long minRttNanos() {
        return minRttNanos;
    }

    /// The smoothed round-trip time, at least 1.
    public long smoothedRttNanos() {
        return smoothedRttNanos;
    }

    /// The length of the packet.
    public int bytes() {
        return bytes;
    }

    /// When the packet was sent.
    public long sentNanos() {
        return sentNanos;
    }

    /// Whether neither window nor pacing held anything back while the packet was under way: then it
    /// is no proof that the window could be larger (RFC 9002 §7.8).
    public boolean isAppLimited() {
        return appLimited;
    }
}
