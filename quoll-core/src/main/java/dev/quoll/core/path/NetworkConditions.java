package dev.quoll.core.path;

import dev.quoll.core.congestion.AppLimit;
import dev.quoll.core.congestion.Controllers;
import dev.quoll.core.congestion.Pacer;
import dev.quoll.core.recovery.LossEpisode;
import dev.quoll.core.recovery.PersistentCongestion;
import dev.quoll.core.recovery.RttEstimator;
import dev.quoll.core.recovery.SentPackets;
import dev.quoll.core.spi.AckedPacket;
import dev.quoll.core.spi.CongestionController;
import dev.quoll.core.spi.CongestionSignal;
import dev.quoll.core.spi.CongestionSnapshot;

import java.util.random.RandomGenerator;

/// What is known of the network between two addresses: round-trip time, congestion window, pacing,
/// what is in flight. Routes that differ only in the peer's port share it, since a NAT that changes
/// a port does not move anybody. Packets remember its number, so that a late acknowledgment counts
/// where it belongs. *Confined*.
///
/// @spec https://www.rfc-editor.org/rfc/rfc9000#section-9.4 RFC 9000, section 9.4
public final class NetworkConditions {
    private final int number;
    private final MtuDiscovery mtu;
    private final EcnMarking ecn = new EcnMarking();
    private final RttEstimator rtt;
    private final CongestionController congestion;
    private final Pacer pacer;
    private final PersistentCongestion persistentCongestion;
    private final PathCounts counts;
    private final AppLimit appLimit = new AppLimit();
    private final DeliverySampler delivery = new DeliverySampler();
    private final LossEpisode lossEpisode = new LossEpisode();

    private long bytesInFlight;

    /// Nothing known yet.
    ///
    /// @param number remembered with each packet
    /// @param counts of the path that leads over the network
    /// @param random for a controller that draws lots
    public NetworkConditions(
            int number, RouteConfig config, PathCounts counts, RandomGenerator random) {
        this.number = number;
        this.counts = counts;
        this.mtu = new MtuDiscovery(config.mtu(), config.maxDatagramSize());
        this.rtt = new RttEstimator(config.initialRttNanos());
        this.congestion = Controllers.create(config.congestion(), config.maxDatagramSize(), random);
        this.pacer = new Pacer(config.maxDatagramSize(), config.maxBytesPerSecond());
        this.persistentCongestion =
                new PersistentCongestion(config.persistentCongestionThreshold());
    }

    /// What packets remember it by.
    public int number() {
        return number;
    }

    /// The largest UDP payload to send, in bytes.
    public int maxDatagramSize() {
        return mtu.current();
    }

    /// The search for larger datagrams.
    public MtuDiscovery mtu() {
        return mtu;
    }

    /// Whether packets are marked.
    public EcnMarking ecn() {
        return ecn;
    }

    /// The peer takes no larger datagrams.
    public void limitDatagramSize(int bytes) {
        int before = mtu.current();
        mtu.limit(bytes);
        if (mtu.current() != before) {
            onMtuChanged();
        }
    }

    /// The round-trip time.
    public RttEstimator rtt() {
        return rtt;
    }

    /// Tells losses that span too long.
    public PersistentCongestion persistentCongestion() {
        return persistentCongestion;
    }

    /// Bytes of packets sent, not yet acknowledged or lost, that count for congestion.
    public long bytesInFlight() {
        return bytesInFlight;
    }

    /// Whether another full datagram fits into the congestion window.
    public boolean isWindowOpen() {
        return bytesInFlight + mtu.current() <= congestion.window();
    }

    /// Whether the pacer lets another full datagram go.
    public boolean mayPace(long nowNanos) {
        return pacer.budget(nowNanos) >= mtu.current();
    }

    /// When the pacer lets a batch worth sending go.
    public long paceNanos(long nowNanos) {
        return pacer.earliestSendNanos(Math.max(pacer.quantum(), mtu.current()), nowNanos);
    }

    /// Data was ready, but the window or the pacer made it wait.
    public void onHeldBack(long nowNanos) {
        appLimit.onHeldBack(nowNanos, bytesInFlight, congestion.window());
    }

    /// There is nothing to send, though window and pacer would let it go.
    public void onNothingToSend() {
        delivery.limitByApplication(bytesInFlight);
    }

    /// A packet was put into a datagram and noted in `sent`.
    public void onPacketSent(SentPackets sent, long packetNumber, long nowNanos) {
        counts.onPacketSent();
        if (sent.has(packetNumber, SentPackets.MTU_PROBE)) {
            counts.onMtuProbeSent();
        }
        if (!sent.has(packetNumber, SentPackets.IN_FLIGHT)) {
            return;
        }
        if (bytesInFlight == 0 && delivery.isAppLimited()) {
            congestion.onRestart(nowNanos);
            updatePacing(nowNanos);
        }
        delivery.onSent(sent, packetNumber, bytesInFlight, nowNanos);
        int bytes = sent.bytes(packetNumber);
        bytesInFlight += bytes;
        congestion.onSent(nowNanos, bytes, bytesInFlight);
        pacer.onSent(bytes, nowNanos);
    }

    /// The round-trip time has a new sample.
    public void onRttSample(long nowNanos) {
        persistentCongestion.onRttSample(nowNanos);
        delivery.onRtt(rtt.latestNanos());
    }

    /// A packet was acknowledged.
    ///
    /// @param acked reused; its fields for the ACK frame are set already
    public void onAcked(SentPackets sent, long packetNumber, AckedPacket acked) {
        if (!sent.has(packetNumber, SentPackets.IN_FLIGHT)) {
            return;
        }
        int bytes = sent.bytes(packetNumber);
        long sentNanos = sent.sentNanos(packetNumber);
        acked.setPacket(bytes, sentNanos, appLimit.isAppLimited(sentNanos));
        delivery.onAcked(sent, packetNumber, acked.nowNanos());
        bytesInFlight -= bytes;
        congestion.onAcked(acked);
        if (!sent.has(packetNumber, SentPackets.MTU_PROBE)) {
            mtu.onAcked(bytes);
        } else if (mtu.onProbeAcked(bytes, acked.nowNanos())) {
            onMtuChanged();
        }
    }

    /// Packets that were sent here were found lost together.
    ///
    /// @param smallest the size of the smallest that was no MTU probe
    public void onLossBurst(int smallest, long nowNanos) {
        if (mtu.onLossBurst(smallest, nowNanos)) {
            onMtuChanged();
        }
    }

    /// A packet is lost; see [#onCongestion].
    public void onLost(SentPackets sent, long packetNumber, long nowNanos) {
        if (sent.has(packetNumber, SentPackets.MTU_PROBE)) {
            counts.onMtuProbeLost();
            mtu.onProbeLost(sent.bytes(packetNumber), nowNanos);
        }
        if (sent.has(packetNumber, SentPackets.ECT_0)) {
            ecn.onLost();
        }
        counts.onPacketLost(sent.bytes(packetNumber));
        onGivenUp(sent, packetNumber);
        if (isSignOfCongestion(sent, packetNumber)) {
            lossEpisode.onLost(sent.sentNanos(packetNumber));
            congestion.onLost(delivery.onLost(sent, packetNumber, nowNanos));
        }
    }

    /// Whether the loss of a packet counts as a sign of congestion, if it was sent here.
    public static boolean isSignOfCongestion(SentPackets sent, long packetNumber) {
        return sent.has(packetNumber, SentPackets.IN_FLIGHT)
                && !sent.has(packetNumber, SentPackets.MTU_PROBE); // RFC 9000 §14.4
    }

    /// A packet that was lost has arrived; perhaps there was no congestion.
    public void onLateArrival(SentPackets sent, long packetNumber, long nowNanos) {
        if (!isSignOfCongestion(sent, packetNumber)) {
            return;
        }
        delivery.onArrival(sent.bytes(packetNumber), nowNanos);
        if (lossEpisode.onArrival(sent.sentNanos(packetNumber))) {
            counts.onSpuriousCongestion();
            congestion.onSpuriousCongestion(nowNanos);
        }
    }

    /// A packet no longer matters, because its keys are discarded.
    public void onGivenUp(SentPackets sent, long packetNumber) {
        if (sent.has(packetNumber, SentPackets.IN_FLIGHT)) {
            bytesInFlight -= sent.bytes(packetNumber);
        }
    }

    /// Packets in flight were lost or marked.
    ///
    /// @param sentNanos when the newest of them was sent
    public void onCongestion(CongestionSignal signal, long nowNanos, long sentNanos) {
        boolean isNew =
                switch (signal) {
                    case LOSS -> lossEpisode.onLosses(nowNanos, sentNanos);
                    case ECN_CE -> lossEpisode.onMarks(nowNanos, sentNanos);
                    case PERSISTENT -> false; // the losses counted
                };
        if (isNew) {
            counts.onCongestion();
        }
        congestion.onCongestion(signal, nowNanos, sentNanos);
    }

    /// An ACK frame is processed, with all that was lost because of it.
    public void onAckProcessed(long nowNanos) {
        if (delivery.hasSample()) {
            congestion.onRateSample(delivery.finish(bytesInFlight, rtt.minNanos(), nowNanos));
        }
        if (congestion.isHoldingBack()) {
            delivery.limitByApplication(bytesInFlight);
        }
        updatePacing(nowNanos);
    }

    /// Tells the pacer what the window and the round-trip time are now.
    public void updatePacing(long nowNanos) {
        if (rtt.hasSample()) {
            pacer.onWindow(
                    congestion.window(), rtt.smoothedNanos(), congestion.pacingRate(), nowNanos);
        }
    }

    /// Bytes that may be in flight.
    public long congestionWindow() {
        return congestion.window();
    }

    /// What the controller thinks.
    public CongestionSnapshot congestionState() {
        return congestion.snapshot(pacer.bytesPerSecond());
    }

    private void onMtuChanged() {
        congestion.onMtuChanged(mtu.current());
        pacer.onMtuChanged(mtu.current());
    }
}
