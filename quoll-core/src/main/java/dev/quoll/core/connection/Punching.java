package dev.quoll.core.connection;

import dev.quoll.core.address.FourTuple;
import dev.quoll.core.delivery.FrameSink;
import dev.quoll.core.delivery.SentFrame;
import dev.quoll.core.error.TransportErrorCode;
import dev.quoll.core.error.TransportException;
import dev.quoll.core.event.NatTraversalVariant;
import dev.quoll.core.event.TraversalFailure;
import dev.quoll.core.frame.AddAddressFrame;
import dev.quoll.core.frame.NatTraversalFrame;
import dev.quoll.core.frame.PunchMeNowFrame;
import dev.quoll.core.frame.ReachOutFrame;
import dev.quoll.core.frame.RemoveAddressFrame;
import dev.quoll.core.id.Side;
import dev.quoll.core.nat.CandidatePairs;
import dev.quoll.core.nat.OfferedAddresses;
import dev.quoll.core.nat.PairRound;
import dev.quoll.core.nat.PeerAddresses;
import dev.quoll.core.nat.PunchRound;
import dev.quoll.core.nat.ReachOuts;
import dev.quoll.core.spi.Underlay;

import org.jspecify.annotations.Nullable;

import java.net.InetSocketAddress;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Reaches a peer behind address translators: the server names its addresses, and the client begins
/// rounds in which both send probes to addresses of the other. It opens a path to where one is
/// answered. Who is probed and how is a matter of the variant: see [AsideProbes] and [RouteProbes].
/// *Confined*.
final class Punching {
    private final Side side;
    private final Lifetime lifetime;
    private final PathOpener opener;
    private final Underlay underlay;
    private final TraversalTerms terms;
    private final Set<InetSocketAddress> local = new LinkedHashSet<>();
    private final OfferedAddresses offered = new OfferedAddresses();
    private final PeerAddresses peerAddresses;
    private final ReachOuts reachOuts = new ReachOuts();
    private final AsideProbes aside;
    private final long attemptNanos;
    private @Nullable PairRound pairs; // none before the first is asked about
    private final ReachedRoutes reached;

    /// @param attemptNanos for how long an address is probed in the draft
    Punching(
            Side side,
            Lifetime lifetime,
            PathOpener opener,
            Underlay underlay,
            TraversalTerms terms,
            AsideProbes aside,
            long attemptNanos) {
        this.side = side;
        this.lifetime = lifetime;
        this.opener = opener;
        this.underlay = underlay;
        this.terms = terms;
        this.aside = aside;
        peerAddresses = new PeerAddresses(terms.ourLimit());
        this.attemptNanos = attemptNanos;
        reached = new ReachedRoutes(opener);
    }

    /// What is agreed on.
    TraversalTerms terms() {
        return terms;
    }

    /// Whether both sides speak one, once the handshake is done.
    boolean isActive() {
        return lifetime.isOpen() && !lifetime.isHandshaking() && terms.speaksAny();
    }

    /// Whether packets may come from where no path leads.
    boolean takesFromAside() {
        return isActive() && terms.speaks(NatTraversalVariant.IROH);
    }

    /// The probes of iroh's variant.
    AsideProbes aside() {
        return aside;
    }

    /// The rounds of the draft.
    PairRound pairs() {
        PairRound present = pairs == null ? new PairRound(reachOuts, attemptNanos) : pairs;
        pairs = present;
        return present;
    }

    /// The number of the present round, 0 before the first.
    long roundNumber() {
        return Math.max(aside.roundNumber(), pairs == null ? 0 : Math.max(0, pairs.number()));
    }

    /// We may be reached at an address; one that means nothing to the peer is left out.
    Optional<TraversalFailure> add(InetSocketAddress address) {
        Optional<TraversalFailure> obstacle = obstacle();
        if (obstacle.isPresent() || local.contains(address) || !underlay.isOfNetwork(address)) {
            return obstacle;
        }
        if (local.size() >= terms.addressLimit()) {
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
        return new PunchOutcome.Begun(
                terms.speaks(NatTraversalVariant.IROH)
                        ? beginAside(nowNanos)
                        : beginPairs(nowNanos));
    }

    private List<InetSocketAddress> beginAside(long nowNanos) {
        List<InetSocketAddress> targets = peerAddresses.addresses();
        aside.begin(targets, nowNanos);
        reachOuts.begin(aside.roundNumber());
        local.forEach(it -> reachOuts.add(new ReachOutFrame(aside.roundNumber(), it)));
        return targets;
    }

    private List<InetSocketAddress> beginPairs(long nowNanos) {
        return pairs().begin(candidatePairs(), terms.pairLimit(), nowNanos);
    }

    private List<CandidatePairs.Pair> candidatePairs() {
        return CandidatePairs.of(List.copyOf(local), peerAddresses.byNumber());
    }

    void onFrame(NatTraversalFrame frame, long nowNanos) throws TransportException {
        boolean isServers = frame instanceof AddAddressFrame || frame instanceof RemoveAddressFrame;
        if (!terms.speaks(frame.variant()) || isServers == (side == Side.SERVER)) {
            throw violation("NAT traversal that was not agreed on, or from the wrong side");
        }
        switch (frame) {
            case AddAddressFrame added -> onAddAddress(added, nowNanos);
            case RemoveAddressFrame(_, long number) -> onRemoveAddress(number);
            case ReachOutFrame asked -> {
                if (isPossible(asked.address())) {
                    aside.onReachOut(asked, terms.ourLimit(), nowNanos);
                }
            }
            case PunchMeNowFrame asked -> onPunchMeNow(asked);
        }
    }

    private void onAddAddress(AddAddressFrame added, long nowNanos) {
        if (!isPossible(added.address()) || !peerAddresses.onAdd(added)) {
            return;
        }
        lifetime.onCandidate(new ConnectionEvent.CandidateAdded(added.address()));
        switch (added.variant()) {
            case IROH -> aside.join(added.address());
            case DRAFT -> pairs().join(candidatePairs(), nowNanos);
        }
    }

    private void onRemoveAddress(long number) {
        pairs().forget(number);
        InetSocketAddress gone = peerAddresses.onRemove(number);
        if (gone != null) {
            lifetime.onCandidate(new ConnectionEvent.CandidateRemoved(gone));
        }
    }

    /// A pair with an address that we took back counts, but leads nowhere.
    private void onPunchMeNow(PunchMeNowFrame asked) throws TransportException {
        int count = pairs().onPunchMeNow(asked);
        if (count > terms.ourLimit()) { // nat-traversal §4.4
            throw violation("over " + terms.ourLimit() + " pairs in a round");
        }
        if (count > 0 && offered.isOffered(asked.pairedWith()) && isPossible(asked.address())) {
            pairs().target(asked.address());
        }
    }

    /// An answer came to a challenge of ours, maybe to a probe.
    ///
    /// @return whether it was one
    boolean onResponse(FourTuple from, long challenge, long nowNanos) {
        if (!aside.onResponse(from, challenge)) {
            return false;
        }
        if (side == Side.CLIENT) {
            onReached(from, nowNanos);
        }
        return true;
    }

    /// The server is reached over a route, over which a path is to lead.
    void onReached(FourTuple route, long nowNanos) {
        reached.add(route, nowNanos);
    }

    /// Paths may be had now that could not be had before.
    void onProgress(long nowNanos) {
        reached.onProgress(nowNanos);
    }

    /// Whether an answer to this route takes a challenge of our own along: the client learns in
    /// this way that it reaches an address that the server never named.
    boolean asksBack(FourTuple route) {
        return side == Side.CLIENT && !opener.isProved(route);
    }

    long deadlineNanos() {
        return isActive() ? aside.deadlineNanos() : PunchRound.NEVER;
    }

    void onTimeout(long nowNanos) {
        aside.onTimeout(nowNanos);
    }

    boolean wantsToSend() {
        return isActive() && (offered.wantsToSend() || reachOuts.wantsToSend());
    }

    void writeTo(FrameSink sink) {
        if (isActive()) {
            offered.writeTo(
                    sink,
                    terms.speaks(NatTraversalVariant.IROH)
                            ? NatTraversalVariant.IROH
                            : NatTraversalVariant.DRAFT);
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

    /// Whether an address can be one host's. What a peer puts in the place of addresses that the
    /// endpoint made up is none.
    private boolean isPossible(InetSocketAddress address) {
        return underlay.isOfNetwork(address)
                && address.getPort() > 0
                && !address.getAddress().isAnyLocalAddress()
                && !address.getAddress().isMulticastAddress();
    }

    private static TransportException violation(String reason) {
        return new TransportException(TransportErrorCode.PROTOCOL_VIOLATION, reason);
    }
}
