package dev.quoll.core.spi;

/// A packet that was found lost, as a [CongestionController] sees it. *Confined*; a reused cursor,
/// valid during the call it is passed to.
public final class LostPacket {
    private long nowNanos;
    private long packetNumber;
    private int bytes;
    private long sentNanos;
    private long inFlightWhenSent;
    private long lostSinceSent;
    private boolean appLimited;

    /// Describes no packet until its values are set.
    public LostPacket() {}

    /// Sets the packet itself.
    public void setPacket(long newPacketNumber, int newBytes, long newSentNanos) {
        packetNumber = newPacketNumber;
        bytes = newBytes;
        sentNanos = newSentNanos;
    }

    /// Sets what was known of the network when the packet was sent, and what happened since.
    public void setNetwork(long newInFlightWhenSent, long newLostSinceSent, boolean newAppLimited) {
        inFlightWhenSent = newInFlightWhenSent;
        lostSinceSent = newLostSinceSent;
        appLimited = newAppLimited;
    }

    /// Sets when the loss was noticed.
    public void setNow(long newNowNanos) {
        nowNanos = newNowNanos;
    }

    /// When the loss was noticed, in nanoseconds.
    public long nowNanos() {
        return nowNanos;
    }

    /// The number of the packet; two packets that were sent one after the other have successive
    /// numbers, unless the handshake came between.
    public long packetNumber() {
        return packetNumber;
    }

    /// The length of the packet.
    public int bytes() {
        return bytes;
    }

    /// When the packet was sent, in nanoseconds.
    public long sentNanos() {
        return sentNanos;
    }

    /// Bytes in flight when the packet was sent, the packet included.
    public long inFlightWhenSent() {
        return inFlightWhenSent;
    }

    /// Bytes found lost since the packet was sent, the packet included.
    public long lostSinceSent() {
        return lostSinceSent;
    }

    /// Whether the application had left a gap in what it sent when the packet was sent.
    public boolean isAppLimited() {
        return appLimited;
    }
}
