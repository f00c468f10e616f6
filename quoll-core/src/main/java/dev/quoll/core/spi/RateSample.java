package dev.quoll.core.spi;

/// What one ACK frame tells of the rate at which the network delivers. *Confined*; a reused cursor,
/// valid during the call it is passed to. Times are nanoseconds.
///
/// The rate is that of all bytes that arrived between the sending of the newest packet now
/// acknowledged and its acknowledgment, over the time they took to be sent or to be acknowledged,
/// whichever is longer: neither acknowledgments that come all at once nor packets sent in bursts
/// make it look higher than it is.
///
/// @spec https://datatracker.ietf.org/doc/draft-ietf-ccwg-bbr/ BBR Congestion Control, section 4.1
public final class RateSample {
    /// The answer of [#rttNanos] without a sample.
    public static final long NO_RTT = -1;

    private static final double NANOS_PER_SECOND = 1e9;

    private long nowNanos;
    private long bytesInFlight;
    private long newlyAcked;
    private long newlyLost;
    private long totalDelivered;
    private long priorDelivered;
    private long intervalNanos;
    private long inFlightWhenSent;
    private long lostSinceSent;
    private boolean appLimited;
    private long rttNanos = NO_RTT;

    /// Describes nothing until its values are set.
    public RateSample() {}

    /// Sets when the ACK frame came, and what is in flight after it.
    public void setNow(long newNowNanos, long newBytesInFlight) {
        nowNanos = newNowNanos;
        bytesInFlight = newBytesInFlight;
    }

    /// Sets what the ACK frame acknowledged and what was found lost because of it.
    public void setFates(long newNewlyAcked, long newNewlyLost) {
        newlyAcked = newNewlyAcked;
        newlyLost = newNewlyLost;
    }

    /// Sets what arrived.
    ///
    /// @param newIntervalNanos how long it took, 0 if that is not known well enough
    public void setDelivered(
            long newTotalDelivered, long newPriorDelivered, long newIntervalNanos) {
        totalDelivered = newTotalDelivered;
        priorDelivered = newPriorDelivered;
        intervalNanos = newIntervalNanos;
    }

    /// Sets what was known when the newest packet now acknowledged was sent, and what was lost
    /// since.
    public void setWhenSent(
            long newInFlightWhenSent, long newLostSinceSent, boolean newAppLimited) {
        inFlightWhenSent = newInFlightWhenSent;
        lostSinceSent = newLostSinceSent;
        appLimited = newAppLimited;
    }

    /// Sets the sample of the round-trip time, or [#NO_RTT].
    public void setRtt(long newRttNanos) {
        rttNanos = newRttNanos;
    }

    /// When the ACK frame arrived.
    public long nowNanos() {
        return nowNanos;
    }

    /// Bytes in flight now.
    public long bytesInFlight() {
        return bytesInFlight;
    }

    /// Bytes newly acknowledged.
    public long newlyAcked() {
        return newlyAcked;
    }

    /// Bytes newly found lost since the sample before.
    public long newlyLost() {
        return newlyLost;
    }

    /// Bytes acknowledged on the network so far.
    public long totalDelivered() {
        return totalDelivered;
    }

    /// Bytes acknowledged on the network when the newest packet now acknowledged was sent.
    public long priorDelivered() {
        return priorDelivered;
    }

    /// Bytes acknowledged since then.
    public long delivered() {
        return totalDelivered - priorDelivered;
    }

    /// Bytes per second at which they were delivered, 0 if that is not known well enough.
    public double deliveryRate() {
        return intervalNanos == 0 ? 0 : delivered() * NANOS_PER_SECOND / intervalNanos;
    }

    /// Bytes in flight when the newest packet now acknowledged was sent, the packet included.
    public long inFlightWhenSent() {
        return inFlightWhenSent;
    }

    /// Bytes found lost since the newest packet now acknowledged was sent.
    public long lostSinceSent() {
        return lostSinceSent;
    }

    /// Whether the rate may be that of the application, which left a gap in what it sent.
    public boolean isAppLimited() {
        return appLimited;
    }

    /// The round-trip time of the newest packet acknowledged, or [#NO_RTT].
    public long rttNanos() {
        return rttNanos;
    }
}
