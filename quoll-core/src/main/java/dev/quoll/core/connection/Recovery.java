package dev.quoll.core.connection;

import static dev.quoll.core.connection.Connection.NEVER;

import dev.quoll.core.id.Side;
import dev.quoll.core.multipath.Paths;
import dev.quoll.core.path.NetworkConditions;
import dev.quoll.core.path.Path;
import dev.quoll.core.recovery.LossDetector;
import dev.quoll.core.recovery.SentPackets;
import dev.quoll.core.space.PacketSpace;
import dev.quoll.core.spi.CongestionSignal;
import dev.quoll.core.spi.EncryptionLevel;

import java.util.List;

/// Loss and probe timers of a path over all the spaces that lead over it: what is lost goes back to
/// its room, what is silent is probed. *Confined*.
///
/// @spec https://www.rfc-editor.org/rfc/rfc9002#section-6 RFC 9002, section 6: Loss Detection
final class Recovery {
    /// How many of the oldest packets are sent again when a probe timeout passes.
    private static final int REPEATED_PACKETS = 2;

    /// How many packets of a slower path are sent again at a time.
    private static final int TAIL_PACKETS = 16;

    /// For how many probe timeouts a lost packet is remembered: an acknowledgment may still come.
    private static final int LOST_PTOS = 3;

    private final Side side;
    private final Spaces spaces;
    private final PacketKeys keys;
    private final Lifetime lifetime;
    private final PeerSettings peer;
    private final FrameFates fates;
    private final Paths paths;
    private final Narrator narrator;
    private boolean peerValidatedUs;
    private long activityNanos;

    Recovery(
            Side side,
            Spaces spaces,
            PacketKeys keys,
            Lifetime lifetime,
            PeerSettings peer,
            FrameFates fates,
            Paths paths,
            Narrator narrator) {
        this.side = side;
        this.spaces = spaces;
        this.keys = keys;
        this.lifetime = lifetime;
        this.peer = peer;
        this.fates = fates;
        this.paths = paths;
        this.narrator = narrator;
        this.peerValidatedUs = side == Side.SERVER;
    }

    /// A packet was received or one that asks for an acknowledgment was sent.
    void onActivity(long nowNanos) {
        activityNanos = Math.max(activityNanos, nowNanos);
    }

    /// The peer has shown that it no longer limits what it sends us (RFC 9002 §6.2.2.1).
    void onPeerValidatedUs() {
        peerValidatedUs = true;
    }

    /// Whether the client must expect the server to be blocked by its amplification limit.
    boolean hasPeerValidatedUs() {
        return peerValidatedUs || lifetime.isConfirmed();
    }

    /// Marks what is lost in `space` now and tells the rooms.
    void detectLosses(Path path, PacketSpace space, long nowNanos) {
        LossDetector found = space.lossDetector();
        SentPackets sent = space.sent();
        NetworkConditions network = path.network();
        if (found.detect(sent, network.rtt(), nowNanos) == 0) {
            return;
        }
        boolean collapsed =
                network.persistentCongestion()
                        .isEstablished(
                                sent,
                                found,
                                network.number(),
                                // RFC 9002 §7.6.1: with max_ack_delay in every space
                                network.rtt().ptoNanos(peer.maxAckDelayNanos()));
        long newestNanos = -1;
        int smallest = Integer.MAX_VALUE;
        for (int i = 0; i < found.lostCount(); i++) {
            long number = found.lost(i);
            if (NetworkConditions.isSignOfCongestion(sent, number)
                    && sent.route(number) == network.number()) {
                newestNanos = Math.max(newestNanos, sent.sentNanos(number));
                smallest = Math.min(smallest, sent.bytes(number));
            }
            narrator.onLost(path, space, number, nowNanos);
            repeat(space, number);
            NetworkConditions taken = path.routes().networkOf(sent.route(number));
            if (taken != null) {
                taken.onLost(sent, number, nowNanos);
            }
            sent.markLost(number);
        }
        if (newestNanos >= 0) {
            network.onCongestion(CongestionSignal.LOSS, nowNanos, newestNanos);
            network.onLossBurst(smallest, nowNanos);
        }
        if (collapsed) { // RFC 9002 §7.6.2
            network.onCongestion(CongestionSignal.PERSISTENT, nowNanos, newestNanos);
            network.rtt().forgetMin();
            found.forgetReordering();
        }
    }

    /// Forgets lost packets whose acknowledgment can no longer be under way.
    void forgetOld(Path path, PacketSpace space, long nowNanos) {
        space.release(nowNanos - LOST_PTOS * ptoNanos(path));
    }

    /// When something is lost by its age, or silence has lasted too long.
    long deadlineNanos(Path path) {
        long lossNanos = lossDeadlineNanos(path);
        return lossNanos != NEVER ? lossNanos : probeDeadlineNanos(path);
    }

    void onTimeout(Path path, long nowNanos) {
        if (lossDeadlineNanos(path) != NEVER) {
            for (PacketSpace space : spaces.of(path)) {
                if (space.lossDetector().deadlineNanos() <= nowNanos) {
                    detectLosses(path, space, nowNanos);
                    forgetOld(path, space, nowNanos);
                }
            }
            path.network().updatePacing(nowNanos);
        } else if (probeDeadlineNanos(path) <= nowNanos) {
            probe(path, nowNanos);
        }
    }

    /// A Retry threw away all that was sent: it is to be sent again, under numbers that go on (RFC
    /// 9002 §6.3), and what it took says nothing of congestion.
    void beginAgain(Path path) {
        for (PacketSpace space : spaces.of(path)) {
            SentPackets sent = space.sent();
            long last = sent.largestSent();
            for (long number = sent.nextOutstanding(0, last);
                    number != SentPackets.NONE;
                    number = sent.nextOutstanding(number + 1, last)) {
                fates.onLost(space, number);
            }
            path.giveUp(space);
        }
        path.probeTimer().reset();
    }

    /// The path is given up: what is under way on it is sent again on others, and says nothing of
    /// congestion. An acknowledgment may still come.
    void sendElsewhere(Path path, long nowNanos) {
        PacketSpace space = path.space();
        SentPackets sent = space.sent();
        long last = sent.largestSent();
        for (long number = sent.nextOutstanding(0, last);
                number != SentPackets.NONE;
                number = sent.nextOutstanding(number + 1, last)) {
            repeat(space, number);
            NetworkConditions taken = path.routes().networkOf(sent.route(number));
            if (taken != null) {
                taken.onGivenUp(sent, number);
            }
            sent.markLost(number);
        }
        space.lossDetector().clear();
        space.onAcknowledged(); // no probes any more
    }

    /// The longest probe timeout of all paths: what concerns the whole connection waits for the
    /// slowest (draft-ietf-quic-multipath §2.5, §2.6).
    long longestPtoNanos() {
        long longest = 0;
        List<Path> known = paths.known();
        for (int i = 0; i < known.size(); i++) {
            longest = Math.max(longest, ptoNanos(known.get(i)));
        }
        return longest == 0 ? ptoNanos(paths.zero()) : longest;
    }

    /// How long silence may last now, without back-off.
    long ptoNanos(Path path) {
        return ptoNanos(path.network());
    }

    /// How long silence may last on a network.
    long ptoNanos(NetworkConditions network) {
        return network.rtt().ptoNanos(maxAckDelay());
    }

    private long lossDeadlineNanos(Path path) {
        long earliest = NEVER;
        for (PacketSpace space : spaces.of(path)) {
            earliest = Math.min(earliest, space.lossDetector().deadlineNanos());
        }
        return earliest;
    }

    private long probeDeadlineNanos(Path path) {
        if (!path.route().mayReach()) {
            return NEVER; // RFC 9002 §6.2.2.1: nothing could be sent
        }
        long earliest = NEVER;
        for (PacketSpace space : spaces.of(path)) {
            if (isProbed(space)) {
                earliest = Math.min(earliest, probeDeadlineNanos(path, space));
            }
        }
        if (earliest == NEVER && !hasPeerValidatedUs()) {
            // RFC 9002 §6.2.2.1: the server may wait for credit that only we can give
            return path.probeTimer().deadlineNanos(activityNanos, path.network().rtt(), 0);
        }
        return earliest;
    }

    private long probeDeadlineNanos(Path path, PacketSpace space) {
        SentPackets sent = space.sent();
        return path.probeTimer()
                .deadlineNanos(
                        sinceNanos(sent),
                        path.network().rtt(),
                        space.level() == EncryptionLevel.ONE_RTT ? maxAckDelay() : 0);
    }

    /// Since when silence counts: where only acknowledgments were sent, since anything happened.
    private long sinceNanos(SentPackets sent) {
        return sent.hasAckElicitingInFlight() || sent.lastAckElicitingSentNanos() > 0
                ? sent.lastAckElicitingSentNanos()
                : activityNanos;
    }

    private void probe(Path path, long nowNanos) {
        path.probeTimer().onTimeout(nowNanos);
        if (paths.hasOtherOpen(path)) {
            probeAside(path);
            return;
        }
        fates.onProbe();
        boolean isProbing = false;
        for (PacketSpace space : spaces.of(path)) {
            if (isProbed(space)) {
                isProbing = true;
                space.onProbeTimeout();
                repeatOldest(space);
            }
        }
        if (!isProbing && side == Side.CLIENT) {
            antiDeadlockSpace(path).onProbeTimeout();
        }
    }

    /// The path may be gone, but there are others: what is under way on it goes over those at once,
    /// and it is only asked whether it lives.
    private void probeAside(Path path) {
        PacketSpace space = path.space();
        space.wantPing();
        SentPackets sent = space.sent();
        long last = sent.largestSent();
        for (long number = sent.nextOutstanding(0, last);
                number != SentPackets.NONE;
                number = sent.nextOutstanding(number + 1, last)) {
            repeat(space, number);
            sent.noteRepeated(number);
        }
    }

    /// Sends again the oldest packets under way on a path that would be acknowledged later than if
    /// they were sent over another now.
    ///
    /// @return whether there are any
    boolean repeatTail(Path slower, Path faster, long nowNanos) {
        PacketSpace space = slower.space();
        SentPackets sent = space.sent();
        long slowNanos = slower.network().rtt().smoothedNanos();
        long betterNanos = nowNanos + faster.network().rtt().smoothedNanos();
        long last = sent.largestSent();
        int left = TAIL_PACKETS;
        for (long number = sent.nextOutstanding(0, last);
                number != SentPackets.NONE && left > 0;
                number = sent.nextOutstanding(number + 1, last)) {
            if (sent.has(number, SentPackets.ACK_ELICITING)
                    && !sent.has(number, SentPackets.REPEATED)
                    && sent.sentNanos(number) + slowNanos > betterNanos) {
                repeat(space, number);
                sent.noteRepeated(number);
                left--;
            }
        }
        return left < TAIL_PACKETS;
    }

    /// Sends again what a packet carried, unless that is done already.
    private void repeat(PacketSpace space, long number) {
        if (!space.sent().has(number, SentPackets.REPEATED)) {
            fates.onLost(space, number);
        }
    }

    /// Whether silence in `space` is a reason to probe. It is too where handshake bytes only wait:
    /// 1-RTT packets that the peer cannot open yet may fill the window they wait for.
    private boolean isProbed(PacketSpace space) {
        if (space.level() == EncryptionLevel.ONE_RTT) {
            // RFC 9002 §6.2.1: before that the peer may have no keys for it
            return lifetime.isConfirmed() && space.sent().hasAckElicitingInFlight();
        }
        return space.sent().hasAckElicitingInFlight()
                || keys.canSend(space.level()) && fates.hasCryptoToSend(space);
    }

    private PacketSpace antiDeadlockSpace(Path path) {
        for (PacketSpace space : spaces.of(path)) {
            if (space.level() == EncryptionLevel.HANDSHAKE
                    && keys.canSend(EncryptionLevel.HANDSHAKE)) {
                return space;
            }
        }
        return spaces.of(path)[0];
    }

    /// The probe carries what was sent longest ago, since that is most likely lost.
    private void repeatOldest(PacketSpace space) {
        SentPackets sent = space.sent();
        long number = -1;
        for (int left = REPEATED_PACKETS; left > 0; ) {
            number = sent.nextOutstanding(number + 1, sent.largestSent());
            if (number == SentPackets.NONE) {
                return;
            }
            if (sent.has(number, SentPackets.ACK_ELICITING)) {
                fates.onLost(space, number);
                left--;
            }
        }
    }

    private long maxAckDelay() {
        return lifetime.isConfirmed() ? peer.maxAckDelayNanos() : 0;
    }
}
