package dev.quoll.core.path;

import dev.quoll.core.recovery.SentPackets;
import dev.quoll.core.spi.LostPacket;
import dev.quoll.core.spi.RateSample;

/// Measures the rate at which a network delivers: notes with each packet what had been delivered
/// when it was sent, and compares when it is acknowledged. *Confined*; one per network.
///
/// What the application left out must not look like what the network cannot do. When it has nothing
/// to send, everything sent until what is in flight has arrived counts as limited by it.
///
/// @spec https://datatracker.ietf.org/doc/draft-ietf-ccwg-bbr/ BBR Congestion Control, section 4.1
final class DeliverySampler {
    private static final long NOT_LIMITED = 0;

    private final RateSample sample = new RateSample();
    private final LostPacket lostPacket = new LostPacket();

    private long delivered;
    private long deliveredNanos;
    private long firstSentNanos;
    private long lostBytes;

    /// Until so much is delivered, packets are limited by the application.
    private long limitedUntil = NOT_LIMITED;

    // of the ACK frame being processed
    private long newlyAcked;
    private long newlyLost;
    private long sentNanos;
    private long intervalNanos;
    private long rttNanos = RateSample.NO_RTT;

    /// A packet is sent.
    ///
    /// @param bytesInFlight without the packet
    void onSent(SentPackets sent, long packetNumber, long bytesInFlight, long nowNanos) {
        if (bytesInFlight == 0) {
            firstSentNanos = nowNanos;
            deliveredNanos = nowNanos;
        }
        sent.noteNetwork(
                packetNumber,
                delivered,
                deliveredNanos,
                firstSentNanos,
                lostBytes,
                bytesInFlight + sent.bytes(packetNumber));
        if (isAppLimited()) {
            sent.noteAppLimited(packetNumber);
        }
    }

    /// A packet was acknowledged.
    void onAcked(SentPackets sent, long packetNumber, long nowNanos) {
        delivered += sent.bytes(packetNumber);
        deliveredNanos = nowNanos;
        boolean isNewest = newlyAcked == 0 || sent.sentNanos(packetNumber) >= sentNanos;
        newlyAcked += sent.bytes(packetNumber);
        if (isNewest) {
            takeFrom(sent, packetNumber);
        }
    }

    /// A packet that was lost has arrived.
    void onArrival(int bytes, long nowNanos) {
        delivered += bytes;
        deliveredNanos = nowNanos;
    }

    /// A packet was lost.
    LostPacket onLost(SentPackets sent, long packetNumber, long nowNanos) {
        int bytes = sent.bytes(packetNumber);
        lostBytes += bytes;
        newlyLost += bytes;
        lostPacket.setNow(nowNanos);
        lostPacket.setPacket(packetNumber, bytes, sent.sentNanos(packetNumber));
        lostPacket.setNetwork(
                sent.bytesInFlight(packetNumber),
                lostBytes - sent.lostBytes(packetNumber),
                sent.has(packetNumber, SentPackets.APP_LIMITED));
        return lostPacket;
    }

    /// The ACK frame being processed brought a sample of the round-trip time.
    void onRtt(long sampleNanos) {
        rttNanos = sampleNanos;
    }

    /// Whether the ACK frame being processed acknowledged anything here.
    boolean hasSample() {
        return newlyAcked > 0;
    }

    /// What the ACK frame says, now that all of it is processed; valid until the next call.
    ///
    /// @param minRttNanos nothing is delivered faster than this
    RateSample finish(long bytesInFlight, long minRttNanos, long nowNanos) {
        if (delivered > limitedUntil) {
            limitedUntil = NOT_LIMITED;
        }
        sample.setNow(nowNanos, bytesInFlight);
        sample.setFates(newlyAcked, newlyLost);
        sample.setDelivered(
                delivered,
                sample.priorDelivered(),
                intervalNanos < minRttNanos ? 0 : intervalNanos);
        sample.setRtt(rttNanos);
        newlyAcked = 0;
        newlyLost = 0;
        rttNanos = RateSample.NO_RTT;
        return sample;
    }

    /// The application has nothing more to send, or is to be taken for having nothing.
    void limitByApplication(long bytesInFlight) {
        limitedUntil = Math.max(delivered + bytesInFlight, 1);
    }

    /// Whether a packet sent now is limited by the application.
    boolean isAppLimited() {
        return limitedUntil != NOT_LIMITED;
    }

    /// The newest packet decides what the sample says.
    private void takeFrom(SentPackets sent, long packetNumber) {
        sentNanos = sent.sentNanos(packetNumber);
        long sendNanos = sentNanos - sent.firstSentNanos(packetNumber);
        long ackNanos = deliveredNanos - sent.deliveredNanos(packetNumber);
        intervalNanos = Math.max(sendNanos, ackNanos);
        firstSentNanos = sentNanos;
        sample.setDelivered(delivered, sent.delivered(packetNumber), intervalNanos);
        sample.setWhenSent(
                sent.bytesInFlight(packetNumber),
                lostBytes - sent.lostBytes(packetNumber),
                sent.has(packetNumber, SentPackets.APP_LIMITED));
    }
}
