package dev.quoll.core.space;

import dev.quoll.core.ack.AckFrequency;
import dev.quoll.core.ack.AckPolicy;
import dev.quoll.core.ack.ReceivedPackets;
import dev.quoll.core.delivery.SentFrames;
import dev.quoll.core.recovery.LossDetector;
import dev.quoll.core.recovery.LossThresholds;
import dev.quoll.core.recovery.SentPackets;
import dev.quoll.core.spi.EncryptionLevel;

import java.util.Optional;

/// One sequence of packet numbers each way: what was sent under it and what was received. Initial
/// and Handshake have one each; 1-RTT has one for every path, shared with 0-RTT on path 0.
/// *Confined*.
///
/// @spec https://www.rfc-editor.org/rfc/rfc9000#section-12.3 RFC 9000, section 12.3
public final class PacketSpace {
    /// Probes sent for one probe timeout (RFC 9002 §6.2.4 allows two).
    private static final int PROBES = 2;

    private final EncryptionLevel level;
    private final Optional<NumberSkips> skips;
    private final EcnReports ecnReports = new EcnReports();
    private final KeyMarks keyMarks = new KeyMarks();
    private final SentPackets sent = new SentPackets();
    private final SentFrames frames = new SentFrames();
    private final ReceivedPackets received = new ReceivedPackets();
    private final AckPolicy ackPolicy;
    private final LossDetector lossDetector;
    private int probesWanted;

    /// An empty space that leaves out numbers.
    ///
    /// @param level of the packets sent in it once the handshake is done
    public PacketSpace(
            EncryptionLevel level,
            AckFrequency frequency,
            LossThresholds thresholds,
            NumberSkips skips) {
        this(level, frequency, thresholds, Optional.of(skips));
    }

    /// An empty space.
    ///
    /// @param level of the packets sent in it once the handshake is done
    public PacketSpace(EncryptionLevel level, AckFrequency frequency, LossThresholds thresholds) {
        this(level, frequency, thresholds, Optional.empty());
    }

    private PacketSpace(
            EncryptionLevel level,
            AckFrequency frequency,
            LossThresholds thresholds,
            Optional<NumberSkips> skips) {
        this.skips = skips;
        this.level = level;
        this.ackPolicy = new AckPolicy(frequency);
        this.lossDetector = new LossDetector(thresholds);
    }

    /// The level of the packets sent in it.
    public EncryptionLevel level() {
        return level;
    }

    /// The packets sent.
    public SentPackets sent() {
        return sent;
    }

    /// The frames of the packets sent.
    public SentFrames frames() {
        return frames;
    }

    /// The packets received.
    public ReceivedPackets received() {
        return received;
    }

    /// When to acknowledge.
    public AckPolicy ackPolicy() {
        return ackPolicy;
    }

    /// What the peer reports of ECN marks.
    public EcnReports ecnReports() {
        return ecnReports;
    }

    /// Lets go of room that nothing under way needs.
    public void rest() {
        sent.rest();
        frames.rest();
    }

    /// The number of the next packet, after one was left out where the time has come.
    public long nextNumber(long nowNanos) {
        if (skips.isPresent() && !sent.isFull() && skips.get().skips(sent.next())) {
            sent.onSkipped(sent.next(), nowNanos);
        }
        return sent.next();
    }

    /// Where key phases begin.
    public KeyMarks keyMarks() {
        return keyMarks;
    }

    /// Finds lost packets.
    public LossDetector lossDetector() {
        return lossDetector;
    }

    /// A probe timeout passed: packets that ask for an acknowledgment are to be sent, whatever the
    /// congestion window.
    public void onProbeTimeout() {
        probesWanted = PROBES;
    }

    /// One packet that asks for an acknowledgment is to be sent, whatever the congestion window.
    public void wantPing() {
        probesWanted = Math.max(probesWanted, 1);
    }

    /// Whether a packet must be sent to make the peer acknowledge.
    public boolean wantsProbe() {
        return probesWanted > 0;
    }

    /// A packet that asks for an acknowledgment was sent.
    public void onAckElicitingSent() {
        probesWanted = Math.max(0, probesWanted - 1);
    }

    /// The peer acknowledged something: what probes were to find out is known.
    public void onAcknowledged() {
        probesWanted = 0;
    }

    /// Forgets lost packets sent before `sentNanos`, for which an acknowledgment comes no more, and
    /// frames of which no packet is left.
    public void release(long sentNanos) {
        sent.releaseLost(sentNanos);
        frames.releaseBefore(sent.firstFrameKept());
    }
}
