package dev.quoll.core.path;

import dev.quoll.core.address.FourTuple;
import dev.quoll.core.congestion.AppLimit;
import dev.quoll.core.congestion.Pacer;
import dev.quoll.core.recovery.PersistentCongestion;
import dev.quoll.core.recovery.RttEstimator;
import dev.quoll.core.recovery.SentPackets;
import dev.quoll.core.spi.AckedPacket;
import dev.quoll.core.spi.CongestionController;
import dev.quoll.core.spi.CongestionSignal;
import dev.quoll.core.stats.PathStats;
import dev.quoll.core.stats.TrafficCounts;

import java.time.Duration;

/// One four-tuple a path leads over, and all that belongs to the network between: round-trip time,
/// congestion window, pacing, datagram size, proof of the address, counters. Packets remember the
/// route they took, so that a late acknowledgment counts where it belongs. *Confined*.
///
/// @spec https://www.rfc-editor.org/rfc/rfc9000#section-9.4 RFC 9000, section 9.4
public final class Route {
    private final int number;
    private final FourTuple fourTuple;
    private final AmplificationLimit amplification;
    private final RttEstimator rtt;
    private final CongestionController congestion;
    private final Pacer pacer;
    private final PersistentCongestion persistentCongestion;
    private final AppLimit appLimit = new AppLimit();
    private final TrafficCounts sentCounts = new TrafficCounts();
    private final TrafficCounts receivedCounts = new TrafficCounts();
    private final int maxDatagramSize;

    private long bytesInFlight;
    private long delivered;
    private long deliveredNanos;
    private long congestionEvents;
    private long packetsSent;
    private long packetsLost;
    private long bytesLost;

    /// A route without history.
    ///
    /// @param number the path's number for it, remembered with each packet
    public Route(
            int number, FourTuple fourTuple, AmplificationLimit amplification, RouteConfig config) {
        this.number = number;
        this.fourTuple = fourTuple;
        this.amplification = amplification;
        this.maxDatagramSize = config.maxDatagramSize();
        this.rtt = new RttEstimator(config.initialRttNanos());
        this.congestion = config.congestion().create(maxDatagramSize);
        this.pacer = new Pacer(maxDatagramSize);
        this.persistentCongestion =
                new PersistentCongestion(config.persistentCongestionThreshold());
    }

    /// The path's number for the route.
    public int number() {
        return number;
    }

    /// Where it leads.
    public FourTuple fourTuple() {
        return fourTuple;
    }

    /// What may be sent before the address is proved.
    public AmplificationLimit amplification() {
        return amplification;
    }

    /// The round-trip time.
    public RttEstimator rtt() {
        return rtt;
    }

    /// Tells losses that span too long.
    public PersistentCongestion persistentCongestion() {
        return persistentCongestion;
    }

    /// What was sent on the route.
    public TrafficCounts sentCounts() {
        return sentCounts;
    }

    /// What was received on the route.
    public TrafficCounts receivedCounts() {
        return receivedCounts;
    }

    /// The largest UDP payload to send, in bytes.
    public int maxDatagramSize() {
        return maxDatagramSize;
    }

    /// Bytes of packets sent, not yet acknowledged or lost, that count for congestion.
    public long bytesInFlight() {
        return bytesInFlight;
    }

    /// Whether a full datagram may go to the peer's address, proved or not (RFC 9000 §8.1).
    public boolean mayReach() {
        return amplification.allowance() >= maxDatagramSize;
    }

    /// Whether another full datagram fits into the congestion window.
    public boolean isWindowOpen() {
        return bytesInFlight + maxDatagramSize <= congestion.window();
    }

    /// Whether the pacer lets another full datagram go.
    public boolean mayPace(long nowNanos) {
        return pacer.budget(nowNanos) >= maxDatagramSize;
    }

    /// When the pacer lets a batch worth sending go.
    public long paceNanos(long nowNanos) {
        return pacer.earliestSendNanos(Math.max(pacer.quantum(), maxDatagramSize), nowNanos);
    }

    /// Data was ready, but the window or the pacer made it wait.
    public void onHeldBack(long nowNanos) {
        appLimit.onHeldBack(nowNanos, bytesInFlight, congestion.window());
    }

    /// A datagram left.
    public void onDatagramSent(int length) {
        amplification.onSent(length);
        sentCounts.onDatagram(length);
    }

    /// A packet was put into a datagram and noted in `sent`.
    public void onPacketSent(SentPackets sent, long packetNumber, long nowNanos) {
        packetsSent++;
        if (!sent.has(packetNumber, SentPackets.IN_FLIGHT)) {
            return;
        }
        if (bytesInFlight == 0) {
            deliveredNanos = nowNanos;
        }
        sent.noteDelivered(packetNumber, delivered, deliveredNanos);
        int bytes = sent.bytes(packetNumber);
        bytesInFlight += bytes;
        congestion.onSent(nowNanos, bytes, bytesInFlight);
        pacer.onSent(bytes, nowNanos);
    }

    /// The round-trip time has a new sample.
    public void onRttSample(long nowNanos) {
        persistentCongestion.onRttSample(nowNanos);
    }

    /// A packet of this route was acknowledged.
    ///
    /// @param acked reused; its fields for the ACK frame are set already
    public void onAcked(SentPackets sent, long packetNumber, AckedPacket acked) {
        if (!sent.has(packetNumber, SentPackets.IN_FLIGHT)) {
            return;
        }
        int bytes = sent.bytes(packetNumber);
        long sentNanos = sent.sentNanos(packetNumber);
        acked.setPacket(bytes, sentNanos, appLimit.isAppLimited(sentNanos));
        acked.setDelivered(sent.delivered(packetNumber), sent.deliveredNanos(packetNumber));
        bytesInFlight -= bytes;
        delivered += bytes;
        deliveredNanos = acked.nowNanos();
        congestion.onAcked(acked);
    }

    /// A packet of this route is lost; see [#onCongestion].
    public void onLost(SentPackets sent, long packetNumber) {
        packetsLost++;
        bytesLost += sent.bytes(packetNumber);
        onGivenUp(sent, packetNumber);
    }

    /// A packet of this route no longer matters, because its keys are discarded.
    public void onGivenUp(SentPackets sent, long packetNumber) {
        if (sent.has(packetNumber, SentPackets.IN_FLIGHT)) {
            bytesInFlight -= sent.bytes(packetNumber);
        }
    }

    /// Packets in flight were lost or marked.
    ///
    /// @param sentNanos when the newest of them was sent
    public void onCongestion(CongestionSignal signal, long nowNanos, long sentNanos) {
        long before = congestion.window();
        congestion.onCongestion(signal, nowNanos, sentNanos);
        if (congestion.window() < before) {
            congestionEvents++;
        }
    }

    /// Tells the pacer what the window and the round-trip time are now.
    public void updatePacing(long nowNanos) {
        if (rtt.hasSample()) {
            pacer.onWindow(
                    congestion.window(), rtt.smoothedNanos(), congestion.pacingRate(), nowNanos);
        }
    }

    /// A copy of the counters and estimates.
    public PathStats stats() {
        return new PathStats(
                Duration.ofNanos(rtt.smoothedNanos()),
                Duration.ofNanos(rtt.minNanos()),
                congestion.window(),
                bytesInFlight,
                congestionEvents,
                packetsSent,
                packetsLost,
                bytesLost,
                maxDatagramSize,
                sentCounts.snapshot(),
                receivedCounts.snapshot());
    }
}
