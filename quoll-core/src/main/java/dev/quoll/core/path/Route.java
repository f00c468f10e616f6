package dev.quoll.core.path;

import dev.quoll.core.address.FourTuple;

import java.net.InetAddress;
import java.util.Optional;

/// One four-tuple a path leads over, with the proof that the peer is reached there and what is
/// known of the network between. *Confined*.
///
/// @spec https://www.rfc-editor.org/rfc/rfc9000#section-9 RFC 9000, section 9
public final class Route {
    private final int number;
    private FourTuple fourTuple;
    private final AmplificationLimit amplification;
    private final NetworkConditions network;
    private final PathValidation validation = new PathValidation();
    private final ChallengeReplies challengeReplies = new ChallengeReplies();
    private Optional<InetAddress> seenLocal = Optional.empty();

    /// A route over a network that may be known already.
    ///
    /// @param number the path's number for it, never used again
    public Route(
            int number,
            FourTuple fourTuple,
            AmplificationLimit amplification,
            NetworkConditions network) {
        this.number = number;
        this.fourTuple = fourTuple;
        this.amplification = amplification;
        this.network = network;
    }

    /// Whether no path leads over it: something came over it, and may be answered.
    public boolean isAside() {
        return number == Routes.ASIDE;
    }

    /// The path's number for the route.
    public int number() {
        return number;
    }

    /// The local address is known now.
    ///
    /// @param newFourTuple with it, and the same remote address
    public void bind(FourTuple newFourTuple) {
        assert newFourTuple.remote().equals(fourTuple.remote());
        fourTuple = newFourTuple;
    }

    /// Where it leads.
    public FourTuple fourTuple() {
        return fourTuple;
    }

    /// The local address at which it ends, if known: given, or seen in what arrives.
    public Optional<InetAddress> local() {
        return fourTuple.local().isPresent() ? fourTuple.local() : seenLocal;
    }

    /// A packet of the peer arrived at this local address.
    public void onArrival(Optional<InetAddress> local) {
        seenLocal = local;
    }

    /// What may be sent before the address is proved.
    public AmplificationLimit amplification() {
        return amplification;
    }

    /// The network between.
    public NetworkConditions network() {
        return network;
    }

    /// Our proof that the peer is reached.
    public PathValidation validation() {
        return validation;
    }

    /// What the peer is owed for its PATH_CHALLENGE frames, on this very route (RFC 9000 §8.2.2).
    public ChallengeReplies challengeReplies() {
        return challengeReplies;
    }

    /// Whether a full datagram may go to the peer's address, proved or not (RFC 9000 §8.1).
    public boolean mayReach() {
        return amplification.allowance() >= network.maxDatagramSize();
    }
}
