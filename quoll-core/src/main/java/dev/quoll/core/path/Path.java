package dev.quoll.core.path;

import dev.quoll.core.cid.IssuedIds;
import dev.quoll.core.cid.PeerIds;
import dev.quoll.core.id.PathId;
import dev.quoll.core.recovery.ProbeTimer;
import dev.quoll.core.recovery.SentPackets;
import dev.quoll.core.space.PacketSpace;

/// One path of a connection: a number, with the packet numbers, connection IDs and probe timer that
/// go with it, over the route it takes at present. Without multipath there is path 0 only.
/// *Confined*.
///
/// @spec https://datatracker.ietf.org/doc/draft-ietf-quic-multipath/ Multipath Extension for QUIC
public final class Path {
    private final PathId id;
    private final PacketSpace space;
    private final PacketSpace[] spaces;
    private final IssuedIds issuedIds;
    private final PeerIds peerIds;
    private final ProbeTimer probeTimer;
    private final ChallengeReplies challengeReplies = new ChallengeReplies();
    private final Route route;

    /// A path over its first route.
    public Path(
            PathId id,
            PacketSpace space,
            IssuedIds issuedIds,
            PeerIds peerIds,
            ProbeTimer probeTimer,
            Route route) {
        this.id = id;
        this.space = space;
        this.spaces = new PacketSpace[] {space};
        this.issuedIds = issuedIds;
        this.peerIds = peerIds;
        this.probeTimer = probeTimer;
        this.route = route;
    }

    /// The path's number.
    public PathId id() {
        return id;
    }

    /// The space of its 1-RTT packets.
    public PacketSpace space() {
        return space;
    }

    /// [#space] alone, for those who go over all spaces of a path; not to be changed.
    public PacketSpace[] spaces() {
        return spaces;
    }

    /// The connection IDs the peer sends to.
    public IssuedIds issuedIds() {
        return issuedIds;
    }

    /// The connection IDs we send to.
    public PeerIds peerIds() {
        return peerIds;
    }

    /// When to probe.
    public ProbeTimer probeTimer() {
        return probeTimer;
    }

    /// What the peer is owed for its PATH_CHALLENGE frames.
    public ChallengeReplies challengeReplies() {
        return challengeReplies;
    }

    /// The route that packets take now.
    public Route route() {
        return route;
    }

    /// Nothing that was sent in `given` over this path matters any more, because its keys are gone
    /// or the peer threw it away (RFC 9002 §6.4).
    public void giveUp(PacketSpace given) {
        SentPackets sent = given.sent();
        long last = sent.largestSent();
        for (long number = sent.nextOutstanding(0, last);
                number != SentPackets.NONE;
                number = sent.nextOutstanding(number + 1, last)) {
            routeOf(sent.route(number)).onGivenUp(sent, number);
        }
        sent.clear(); // a late ACK frame must not settle them again
        given.lossDetector().clear();
    }

    /// The route with this number, which a packet remembered.
    public Route routeOf(int number) {
        assert number == route.number();
        return route;
    }
}
