package dev.quoll.core.connection;

import dev.quoll.core.address.FourTuple;
import dev.quoll.core.delivery.FrameSink;
import dev.quoll.core.delivery.SentFrame;
import dev.quoll.core.error.TransportErrorCode;
import dev.quoll.core.error.TransportException;
import dev.quoll.core.event.NatTraversalVariant;
import dev.quoll.core.event.PathFailure;
import dev.quoll.core.event.PathStatus;
import dev.quoll.core.event.TraversalFailure;
import dev.quoll.core.frame.AddAddressFrame;
import dev.quoll.core.frame.NatTraversalFrame;
import dev.quoll.core.frame.PunchMeNowFrame;
import dev.quoll.core.frame.ReachOutFrame;
import dev.quoll.core.frame.RemoveAddressFrame;
import dev.quoll.core.id.Side;
import dev.quoll.core.nat.OfferedAddresses;
import dev.quoll.core.nat.OwedAnswers;
import dev.quoll.core.nat.PeerAddresses;
import dev.quoll.core.nat.ProbeBudget;
import dev.quoll.core.nat.PunchRound;
import dev.quoll.core.nat.ReachOuts;

import org.jspecify.annotations.Nullable;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Reaches a peer behind address translators: the server names its addresses, the client begins
/// rounds in which both send probes to all addresses of the other, and opens a path to where one is
/// answered. The variant that iroh speaks. *Confined*.
final class Punching {
    /// Bytes that a probe takes at most, UDP payload.
    static final int PROBE_BYTES = 60;

    private final Side side;
    private final int ourLimit;
    private final Lifetime lifetime;
    private final PathOpener opener;
    private final Set<InetSocketAddress> local = new LinkedHashSet<>();
    private final OfferedAddresses offered = new OfferedAddresses();
    private final PeerAddresses peerAddresses;
    private final ReachOuts reachOuts = new ReachOuts();
    private final PunchRound round;
    private final OwedAnswers owed = new OwedAnswers();
    private final ProbeBudget budget;
    private final List<FourTuple> toOpen = new ArrayList<>();
    private long peerLimit;

    /// @param ourLimit how many addresses the peer may name, 0 if we do not speak it
    /// @param firstWaitNanos between the first probe of a round and the second
    Punching(
            Side side,
            int ourLimit,
            Lifetime lifetime,
            PathOpener opener,
            long firstWaitNanos,
            long nowNanos) {
        this.side = side;
        this.ourLimit = ourLimit;
        this.lifetime = lifetime;
        this.opener = opener;
        peerAddresses = new PeerAddresses(ourLimit);
        round = new PunchRound(firstWaitNanos);
        budget = new ProbeBudget(nowNanos);
    }

    /// The peer's transport parameter: how many addresses it takes.
    void onPeerParameter(long limit) {
        peerLimit = limit;
    }

    /// Whether both sides speak it, once the handshake is done.
    boolean isActive() {
        return isNegotiated() && opener.isActive();
    }

    /// The number of the present round, 0 before the first.
    long roundNumber() {
        return round.number();
    }

    /// Whether its frames are known.
    boolean isNegotiated() {
        return ourLimit > 0 && peerLimit > 0;
    }

    /// We may be reached at an address.
    Optional<TraversalFailure> add(InetSocketAddress address) {
        Optional<TraversalFailure> obstacle = obstacle();
        if (obstacle.isPresent() || local.contains(address)) {
            return obstacle;
        }
        if (local.size() >= peerLimit) {
            return Optional.of(TraversalFailure.TOO_MANY_ADDRESSES);
        }
        local.add(address);
        if (side == Side.SERVER) {
            offered.add(address);
        }
        return Optional.empty();
    }

    /// We may not be reached there any more.
    void remove(InetSocketAddress address) {
        if (local.remove(address) && side == Side.SERVER) {
            offered.remove(address);
        }
    }

    /// How many addresses the peer takes.
    int peerLimit() {
        return (int) Math.min(Integer.MAX_VALUE, peerLimit);
    }

    /// Where we may be reached.
    List<InetSocketAddress> localAddresses() {
        return List.copyOf(local);
    }

    /// Where the server says it may be reached; a client's.
    List<InetSocketAddress> peerAddresses() {
        return peerAddresses.addresses();
    }

    /// Begins a round, which ends the one before; a client's.
    PunchOutcome begin(long nowNanos) {
        Optional<TraversalFailure> obstacle = obstacle();
        if (obstacle.isPresent()) {
            return new PunchOutcome.Failed(obstacle.get());
        }
        if (side == Side.SERVER) {
            return new PunchOutcome.Failed(TraversalFailure.WRONG_SIDE);
        }
        if (local.isEmpty()) {
            return new PunchOutcome.Failed(TraversalFailure.NOT_ENOUGH_ADDRESSES);
        }
        List<InetSocketAddress> targets = peerAddresses.addresses();
        round.begin(round.number() + 1, targets, nowNanos);
        reachOuts.begin(round.number());
        local.forEach(it -> reachOuts.add(new ReachOutFrame(round.number(), it)));
        return new PunchOutcome.Begun(targets);
    }

    void onFrame(NatTraversalFrame frame, long nowNanos) throws TransportException {
        boolean isServers = !(frame instanceof ReachOutFrame);
        boolean isAgreed = isNegotiated() && opener.isNegotiated();
        if (!isAgreed || isServers == (side == Side.SERVER)) {
            throw violation("NAT traversal that was not agreed on, or from the wrong side");
        }
        switch (frame) {
            case AddAddressFrame added -> {
                if (peerAddresses.onAdd(added)) {
                    lifetime.onCandidate(new ConnectionEvent.CandidateAdded(added.address()));
                    joinRound(added.address());
                }
            }
            case RemoveAddressFrame(_, long number) -> {
                InetSocketAddress gone = peerAddresses.onRemove(number);
                if (gone != null) {
                    lifetime.onCandidate(new ConnectionEvent.CandidateRemoved(gone));
                }
            }
            case ReachOutFrame(long number, InetSocketAddress address) ->
                    onReachOut(number, address, nowNanos);
            case PunchMeNowFrame _ -> throw violation("a frame of the other variant");
        }
    }

    /// A challenge came over a route that no path leads over.
    void onChallenge(FourTuple from, long path, long challenge, int bytes) {
        owed.add(new OwedAnswers.Owed(from, path, challenge, bytes));
    }

    /// An answer came to a challenge of ours, maybe of this round.
    ///
    /// @return whether it was one
    boolean onResponse(FourTuple from, long challenge, long nowNanos) {
        if (!round.onResponse(challenge, from.remote())) {
            return false;
        }
        if (side == Side.CLIENT) {
            toOpen.add(from);
            onProgress(nowNanos);
        }
        return true;
    }

    /// Paths may be had now that could not be had before.
    void onProgress(long nowNanos) {
        if (!toOpen.isEmpty()) {
            toOpen.removeIf(route -> !isToBeOpenedLater(route, nowNanos));
        }
    }

    /// The next answer that is owed, which is then no longer; `null` if there is none.
    OwedAnswers.@Nullable Owed nextAnswer() {
        return isActive() ? owed.poll() : null;
    }

    /// The address to which a probe is due and may be sent; `null` if there is none.
    @Nullable InetSocketAddress nextProbe(long nowNanos) {
        InetSocketAddress address = isActive() ? round.nextDue() : null;
        return address != null && budget.take(PROBE_BYTES, nowNanos) ? address : null;
    }

    /// The probe is sent.
    void onProbeSent(long challenge) {
        round.onProbeSent(challenge);
    }

    /// Whether an answer to this route takes a challenge of our own along: the client learns in
    /// this way that it reaches an address that the server never named.
    boolean asksBack(FourTuple route) {
        return side == Side.CLIENT && !opener.isProved(route);
    }

    /// A challenge went along with an answer.
    void onAskedBack(FourTuple route, long challenge) {
        round.onChallengeSent(route.remote(), challenge);
    }

    long deadlineNanos() {
        return isActive() ? round.deadlineNanos() : PunchRound.NEVER;
    }

    void onTimeout(long nowNanos) {
        round.onTimeout(nowNanos);
    }

    boolean wantsToSend() {
        return isActive() && (offered.wantsToSend() || reachOuts.wantsToSend());
    }

    void writeTo(FrameSink sink) {
        if (isActive()) {
            offered.writeTo(sink, NatTraversalVariant.IROH);
            reachOuts.writeTo(sink);
        }
    }

    void onAcked(SentFrame frame) {
        switch (frame.kind()) {
            case ADD_ADDRESS -> offered.onAddAcked(frame.offset());
            case REMOVE_ADDRESS -> offered.onRemoveAcked(frame.offset());
            case REACH_OUT, PUNCH_ME_NOW -> reachOuts.onAcked(frame.id(), frame.offset());
            default -> throw new AssertionError(frame);
        }
    }

    void onLost(SentFrame frame) {
        switch (frame.kind()) {
            case ADD_ADDRESS -> offered.onAddLost(frame.offset());
            case REMOVE_ADDRESS -> offered.onRemoveLost(frame.offset());
            case REACH_OUT, PUNCH_ME_NOW -> reachOuts.onLost(frame.id(), frame.offset());
            default -> throw new AssertionError(frame);
        }
    }

    private Optional<TraversalFailure> obstacle() {
        if (!lifetime.isOpen()) {
            return Optional.of(TraversalFailure.CLOSED);
        }
        return isActive() ? Optional.empty() : Optional.of(TraversalFailure.NOT_NEGOTIATED);
    }

    /// A running round goes to addresses that are named late, too.
    private void joinRound(InetSocketAddress address) {
        if (round.deadlineNanos() != PunchRound.NEVER && !round.contains(address)) {
            round.add(address);
        }
    }

    private void onReachOut(long number, InetSocketAddress address, long nowNanos)
            throws TransportException {
        if (number < round.number() || address.getPort() == 0) {
            return;
        }
        if (number > round.number()) {
            round.begin(number, List.of(address), nowNanos);
        } else if (!round.contains(address)) {
            if (round.size() >= ourLimit) {
                throw violation("over " + ourLimit + " addresses in a round");
            }
            round.add(address);
        }
    }

    private boolean isToBeOpenedLater(FourTuple route, long nowNanos) {
        return opener.openEnsure(route, PathStatus.BACKUP, nowNanos)
                        instanceof PathOpening.Failed(PathFailure failure)
                && (failure == PathFailure.MAX_PATH_ID_REACHED
                        || failure == PathFailure.REMOTE_CIDS_EXHAUSTED);
    }

    private static TransportException violation(String reason) {
        return new TransportException(TransportErrorCode.PROTOCOL_VIOLATION, reason);
    }
}
