package dev.quoll.core.connection;

import dev.quoll.core.error.TransportErrorCode;
import dev.quoll.core.error.TransportException;
import dev.quoll.core.frame.AckFrame;
import dev.quoll.core.path.NetworkConditions;
import dev.quoll.core.path.Path;
import dev.quoll.core.recovery.RttEstimator;
import dev.quoll.core.recovery.SentPackets;
import dev.quoll.core.space.PacketSpace;
import dev.quoll.core.spi.AckedPacket;
import dev.quoll.core.spi.CongestionSignal;
import dev.quoll.core.spi.EncryptionLevel;

import java.util.Arrays;

/// Takes an ACK frame apart: a sample of the round-trip time, the fate of each frame, the
/// congestion window, then what is lost by comparison. *Confined*.
///
/// @spec https://www.rfc-editor.org/rfc/rfc9002#appendix-A.7 RFC 9002, appendix A.7
final class AckProcessor {
    private static final long[] NONE = {};

    private final Recovery recovery;
    private final FrameFates fates;
    private final Lifetime lifetime;
    private final PeerSettings peer;
    private final KeyUpdates keyUpdates;
    private final Handshake handshake;
    private final AckedPacket acked = new AckedPacket();
    private long[] numbers = NONE;
    private int count;

    AckProcessor(
            Recovery recovery,
            FrameFates fates,
            Lifetime lifetime,
            PeerSettings peer,
            KeyUpdates keyUpdates,
            Handshake handshake) {
        this.recovery = recovery;
        this.fates = fates;
        this.lifetime = lifetime;
        this.peer = peer;
        this.keyUpdates = keyUpdates;
        this.handshake = handshake;
    }

    /// Takes an ACK frame.
    ///
    /// @param path whose packets it acknowledges
    /// @param over the path it came over
    void onAck(Path path, PacketSpace space, AckFrame frame, Path over, long nowNanos)
            throws TransportException {
        SentPackets sent = space.sent();
        if (frame.largestAcknowledged() > sent.largestSent()) { // RFC 9000 §13.1
            throw new TransportException(
                    TransportErrorCode.PROTOCOL_VIOLATION,
                    "packet acknowledged before it was sent");
        }
        if (over == path) {
            path.life().onWorking();
        }
        collect(path, space, frame, nowNanos);
        if (count == 0) {
            return;
        }
        acked.beginAck(nowNanos, path.network().bytesInFlight());
        sampleRtt(path, space, frame, over, nowNanos);
        long newest = numbers[count - 1];
        long newestSentNanos = sent.sentNanos(newest);
        int marked = settle(path, space);
        if (newest == frame.largestAcknowledged()) {
            judgeEcn(path, space, frame, marked, newestSentNanos);
        }
        if (space.level() == EncryptionLevel.ONE_RTT) {
            keyUpdates.onAcknowledged(space, newest, recovery.longestPtoNanos(), nowNanos);
        }
        recovery.detectLosses(path, space, nowNanos);
        path.life().onAnswer(newestSentNanos);
        if (over != path && wasHeld(frame) && sent.hasAckElicitingInFlight()) {
            path.life().suspect(nowNanos);
        }
        boolean isAlive = over == path || path.probeTimer().isAfterLast(newestSentNanos);
        if (isAlive && recovery.hasPeerValidatedUs()) {
            path.probeTimer().reset(); // RFC 9002 §6.2.1: not while the server may be blocked
        }
        space.onAcknowledged();
        recovery.forgetOld(path, space, nowNanos);
        path.network().onAckProcessed(nowNanos);
        if (keyUpdates.hasPeerOurKeys()) {
            handshake.onPeerHasOneRttKeys();
        }
    }

    /// Finds the packets that are newly acknowledged, in ascending order.
    private void collect(Path path, PacketSpace space, AckFrame frame, long nowNanos)
            throws TransportException {
        SentPackets sent = space.sent();
        count = 0;
        frame.rewind();
        while (frame.nextRange()) {
            long low = frame.rangeSmallest();
            long high = frame.rangeLargest();
            if (sent.hasSkipped(low, high)) { // RFC 9000 §21.4
                throw new TransportException(
                        TransportErrorCode.PROTOCOL_VIOLATION,
                        "acknowledged a packet that was never sent");
            }
            settleLate(path, space, low, high, nowNanos);
            for (long number = sent.nextOutstanding(low, high);
                    number != SentPackets.NONE;
                    number = sent.nextOutstanding(number + 1, high)) {
                add(number);
            }
        }
        Arrays.sort(numbers, 0, count);
    }

    private void add(long number) {
        if (count == numbers.length) {
            numbers = Arrays.copyOf(numbers, Math.max(8, 2 * count));
        }
        numbers[count++] = number;
    }

    /// Packets that were declared lost too early: what of them is not under way again need not be,
    /// and what was done because of their loss may be undone.
    private void settleLate(Path path, PacketSpace space, long low, long high, long nowNanos) {
        SentPackets sent = space.sent();
        for (long number = sent.nextLost(low, high);
                number != SentPackets.NONE;
                number = sent.nextLost(number + 1, high)) {
            fates.onAcked(space, number);
            space.lossDetector().onArrival(sent.largestAcked() - number);
            NetworkConditions taken = path.routes().networkOf(sent.route(number));
            if (taken != null) {
                taken.onLateArrival(sent, number, nowNanos);
            }
            sent.markAcked(number);
        }
    }

    private void sampleRtt(Path path, PacketSpace space, AckFrame frame, Path over, long nowNanos) {
        SentPackets sent = space.sent();
        long newest = numbers[count - 1];
        NetworkConditions network = path.network();
        if (newest == frame.largestAcknowledged()
                && sent.route(newest) == network.number()
                && hasAckEliciting(sent) // RFC 9002 §5.1
                && (over == path || !wasHeld(frame))) {
            boolean isApplication = space.level() == EncryptionLevel.ONE_RTT;
            network.rtt()
                    .onSample(
                            nowNanos - sent.sentNanos(newest),
                            isApplication ? peer.ackDelayNanos(frame.ackDelay()) : 0,
                            lifetime.isConfirmed()
                                    ? peer.maxAckDelayNanos()
                                    : RttEstimator.NO_LIMIT);
            network.onRttSample(nowNanos);
            if (isApplication) {
                peer.ackRequests().onRtt(network.rtt().smoothedNanos());
            }
        }
        acked.setRtt(
                network.rtt().latestNanos(),
                network.rtt().minNanos(),
                network.rtt().smoothedNanos());
    }

    /// Whether an acknowledgment was held longer than the peer holds any: it repeats elsewhere what
    /// was acknowledged before, and says nothing of how long a path takes.
    private boolean wasHeld(AckFrame frame) {
        return peer.ackDelayNanos(frame.ackDelay()) > peer.maxAckDelayNanos();
    }

    private boolean hasAckEliciting(SentPackets sent) {
        for (int i = count - 1; i >= 0; i--) {
            if (sent.has(numbers[i], SentPackets.ACK_ELICITING)) {
                return true;
            }
        }
        return false;
    }

    /// A report of a reordered ACK frame may be older than one that came before it, and is not
    /// looked at (RFC 9000 §13.4.2.1).
    private void judgeEcn(
            Path path, PacketSpace space, AckFrame frame, int marked, long newestSentNanos) {
        NetworkConditions network = path.network();
        switch (space.ecnReports().judge(marked, frame.hasEcnCounts(), frame.ecnCounts())) {
            case PLAUSIBLE -> {
                if (marked > 0) {
                    network.ecn().onConfirmed();
                }
            }
            case CONGESTED -> // RFC 9002 §7.1
                    network.onCongestion(
                            CongestionSignal.ECN_CE, acked.nowNanos(), newestSentNanos);
            case WRONG -> network.ecn().onRefuted();
        }
    }

    /// @return how many of the packets were sent with the mark ECT(0)
    private int settle(Path path, PacketSpace space) {
        SentPackets sent = space.sent();
        int marked = 0;
        for (int i = 0; i < count; i++) {
            long number = numbers[i];
            fates.onAcked(space, number);
            NetworkConditions taken = path.routes().networkOf(sent.route(number));
            if (taken != null) {
                taken.onAcked(sent, number, acked);
            }
            marked += sent.has(number, SentPackets.ECT_0) ? 1 : 0;
            sent.markAcked(number);
        }
        if (space.level() == EncryptionLevel.HANDSHAKE) {
            recovery.onPeerValidatedUs(); // RFC 9002 §6.2.2.1
        }
        return marked;
    }
}
