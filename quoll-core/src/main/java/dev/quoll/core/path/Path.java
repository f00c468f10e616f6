package dev.quoll.core.path;

import dev.quoll.core.address.FourTuple;
import dev.quoll.core.cid.IssuedIds;
import dev.quoll.core.cid.PeerIds;
import dev.quoll.core.id.ConnectionId;
import dev.quoll.core.id.PathId;
import dev.quoll.core.recovery.ProbeTimer;
import dev.quoll.core.recovery.SentPackets;
import dev.quoll.core.space.PacketSpace;
import dev.quoll.core.stats.PathStats;

import java.util.random.RandomGenerator;

/// One path of a connection: a number, with the packet numbers, connection IDs and probe timer that
/// go with it, over the routes it takes. Without multipath there is path 0 only. *Confined*.
///
/// @spec https://datatracker.ietf.org/doc/draft-ietf-quic-multipath/ Multipath Extension for QUIC
public final class Path {
    private final PathId id;
    private final PacketSpace space;
    private final PacketSpace[] spaces;
    private final IssuedIds issuedIds;
    private final PeerIds peerIds;
    private final ProbeTimer probeTimer;
    private final PathCounts counts = new PathCounts();
    private final Routes routes;
    private final SpinBit spinBit;
    private final PathLife life;
    private final StatusExchange status;
    private final AddressExchange addresses = new AddressExchange();

    /// The ID that the peer's packets over the present route go to.
    private ConnectionId usualId = ConnectionId.EMPTY;

    /// A path over its first route.
    ///
    /// @param random for controllers that draw lots
    public Path(
            PathId id,
            PacketSpace space,
            IssuedIds issuedIds,
            PeerIds peerIds,
            ProbeTimer probeTimer,
            SpinBit spinBit,
            PathLife life,
            StatusExchange status,
            FourTuple first,
            AmplificationLimit limit,
            RouteConfig config,
            RandomGenerator random) {
        this.id = id;
        this.space = space;
        this.spaces = new PacketSpace[] {space};
        this.issuedIds = issuedIds;
        this.peerIds = peerIds;
        this.probeTimer = probeTimer;
        this.spinBit = spinBit;
        this.life = life;
        this.status = status;
        this.routes = new Routes(first, limit, config, counts, random);
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

    /// Whether the peer does not answer over it at present, though something was sent.
    public boolean isSilent() {
        return probeTimer.count() > 0 || life.isSuspect();
    }

    /// The routes it leads over, leads back to, or tries.
    public Routes routes() {
        return routes;
    }

    /// The route that packets take now.
    public Route route() {
        return routes.present();
    }

    /// The latency spin bit.
    public SpinBit spinBit() {
        return spinBit;
    }

    /// Whether it is in use.
    public PathLife life() {
        return life;
    }

    /// How each side wishes it to be used.
    public StatusExchange status() {
        return status;
    }

    /// At what addresses each side sees the other.
    public AddressExchange addresses() {
        return addresses;
    }

    /// The ID that the peer's packets over the present route go to.
    public ConnectionId usualId() {
        return usualId;
    }

    /// The peer's packets over the present route go to another ID from now on.
    public void setUsualId(ConnectionId id) {
        usualId = id;
    }

    /// The network of the present route.
    public NetworkConditions network() {
        return routes.present().network();
    }

    /// What is counted on the path.
    public PathCounts counts() {
        return counts;
    }

    /// A copy of counters and estimates.
    public PathStats stats() {
        return counts.snapshot(network());
    }

    /// Nothing that was sent in `given` over this path matters any more, because its keys are gone
    /// or the peer threw it away (RFC 9002 §6.4).
    public void giveUp(PacketSpace given) {
        SentPackets sent = given.sent();
        long last = sent.largestSent();
        for (long number = sent.nextOutstanding(0, last);
                number != SentPackets.NONE;
                number = sent.nextOutstanding(number + 1, last)) {
            NetworkConditions network = routes.networkOf(sent.route(number));
            if (network != null) {
                network.onGivenUp(sent, number);
            }
        }
        sent.clear(); // a late ACK frame must not settle them again
        given.lossDetector().clear();
    }
}
