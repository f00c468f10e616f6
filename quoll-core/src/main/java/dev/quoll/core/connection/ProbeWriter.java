package dev.quoll.core.connection;

import dev.quoll.core.address.Ecn;
import dev.quoll.core.address.FourTuple;
import dev.quoll.core.frame.PathChallengeFrame;
import dev.quoll.core.frame.PathResponseFrame;
import dev.quoll.core.frame.PingFrame;
import dev.quoll.core.multipath.PathScheduler;
import dev.quoll.core.multipath.Paths;
import dev.quoll.core.nat.OwedAnswers;
import dev.quoll.core.path.NetworkConditions;
import dev.quoll.core.path.Path;
import dev.quoll.core.path.Route;
import dev.quoll.core.path.RouteConfig;
import dev.quoll.core.spi.EncryptionLevel;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.random.RandomGenerator;

/// Builds datagrams that find something out: whether the peer is reached over a route, whether a
/// hole is open in address translators, whether larger datagrams arrive. *Confined*.
///
/// @spec https://www.rfc-editor.org/rfc/rfc9000#section-8.2 RFC 9000, section 8.2: Path Validation
/// @spec https://www.rfc-editor.org/rfc/rfc9000#section-14.3 RFC 9000, section 14.3
final class ProbeWriter {
    /// The least that must be allowed for a datagram with PATH_CHALLENGE and PATH_RESPONSE.
    static final int MIN_PROBE = 64;

    /// How many times its bytes an answer to a probe may have (RFC 9000 §8.1).
    private static final int ANSWER_FACTOR = 3;

    private final Rooms rooms;
    private final Paths paths;
    private final PacketBuilder builder;
    private final DatagramWriter writer;
    private final RandomGenerator random;

    /// @param random makes challenges nobody can guess
    ProbeWriter(Rooms rooms, PacketBuilder builder, DatagramWriter writer, RandomGenerator random) {
        this.rooms = rooms;
        this.paths = rooms.paths();
        this.builder = builder;
        this.writer = writer;
        this.random = random;
    }

    /// Fills `out` with a datagram that proves a route, or a small one of NAT traversal.
    ///
    /// @return whether there is one
    boolean build(DatagramBatch out, long nowNanos) {
        return buildProbe(out, nowNanos) || buildAside(out, nowNanos);
    }

    /// A datagram larger than any before, if nothing else is to be sent (RFC 9000 §14.4). Nobody is
    /// woken for it: on a quiet path the size of datagrams does not matter.
    boolean buildForMtu(DatagramBatch out, long nowNanos) {
        List<Path> known = paths.known();
        for (int i = 0; i < known.size(); i++) {
            if (buildMtuProbe(known.get(i), out, nowNanos)) {
                return true;
            }
        }
        return false;
    }

    private boolean buildMtuProbe(Path path, DatagramBatch out, long nowNanos) {
        Route route = path.route();
        NetworkConditions network = route.network();
        int size =
                rooms.lifetime().isConfirmed() && path.life().isOpen()
                        ? network.mtu().probeSize(nowNanos)
                        : 0;
        if (size == 0
                || !PathScheduler.canReach(path)
                || !route.amplification().isValidated()
                || !network.isWindowOpen()) {
            return false;
        }
        out.begin(route.fourTuple(), network.ecn().mark());
        if (out.roomForDatagram(size) < size || !begin(out, path, route, size, nowNanos)) {
            return false;
        }
        builder.markMtuProbe();
        writer.wantAckAtOnce(EncryptionLevel.ONE_RTT);
        builder.offer(PingFrame.INSTANCE);
        builder.padTo(size);
        DatagramWriter.count(
                out, path, route, writer.finish(EncryptionLevel.ONE_RTT, path, nowNanos));
        network.mtu().onProbeSent();
        return true;
    }

    /// A datagram with what proves a route, in one direction or both (RFC 9000 §8.2). Off the
    /// present route nothing else is in it, so that it moves the connection nowhere.
    private boolean buildProbe(DatagramBatch out, long nowNanos) {
        if (!rooms.lifetime().isOpen() || !rooms.keys().canSend(EncryptionLevel.ONE_RTT)) {
            return false;
        }
        rooms.migration().goToPreferred(paths.zero(), nowNanos);
        rooms.routeProbes().grant(nowNanos);
        List<Path> known = paths.known();
        for (int i = 0; i < known.size(); i++) {
            Path path = known.get(i);
            Route route =
                    path.life().isAbandoned() ? null : rooms.migration().wantsProbe(path, nowNanos);
            if (route != null) {
                return buildProbe(path, route, out, nowNanos);
            }
        }
        return false;
    }

    private boolean buildProbe(Path path, Route route, DatagramBatch out, long nowNanos) {
        out.begin(route.fourTuple(), route.network().ecn().mark());
        int room = out.roomForDatagram(size(route));
        if (!begin(out, path, route, room, nowNanos)) {
            return false;
        }
        route.challengeReplies().writeTo(builder);
        if (route.validation().isDue(nowNanos)) {
            challenge(route, room == RouteConfig.MIN_DATAGRAM_SIZE, nowNanos);
        }
        if (route == path.route()) {
            rooms.addressDiscovery().writeTo(path, builder);
            writer.acknowledge(path, nowNanos);
        }
        builder.padTo(room); // RFC 9000 §8.2.1, §8.2.2
        DatagramWriter.count(
                out, path, route, writer.finish(EncryptionLevel.ONE_RTT, path, nowNanos));
        return true;
    }

    private void challenge(Route route, boolean isFull, long nowNanos) {
        long data = random.nextLong();
        if (builder.offer(new PathChallengeFrame(data))) {
            long ptoNanos = rooms.migration().ptoNanos(route);
            route.validation().onSent(data, isFull, nowNanos, ptoNanos);
        }
    }

    /// A small datagram over a route no path leads over: an answer to a probe of NAT traversal, or
    /// a probe.
    private boolean buildAside(DatagramBatch out, long nowNanos) {
        AsideProbes probes = rooms.punching().aside();
        for (OwedAnswers.Owed owed = probes.nextAnswer();
                owed != null;
                owed = probes.nextAnswer()) {
            Path path = paths.find(owed.path());
            if (path != null && PathScheduler.canReach(path) && answer(owed, path, out, nowNanos)) {
                return true;
            }
        }
        Path path = paths.lowest();
        InetSocketAddress address =
                path != null && path.life().isOpen() && PathScheduler.canReach(path)
                        ? probes.nextProbe(nowNanos)
                        : null;
        if (path == null || address == null) {
            return false;
        }
        out.begin(FourTuple.to(address), Ecn.NOT_ECT);
        if (!builder.beginAside(out, path, AsideProbes.PROBE_BYTES, nowNanos)) {
            return false;
        }
        long challenge = random.nextLong();
        builder.offer(new PathChallengeFrame(challenge));
        probes.onProbeSent(challenge);
        addAside(out, path, nowNanos);
        return true;
    }

    /// Answers where the probe came from, with no more than three times its bytes (RFC 9000 §8.1).
    private boolean answer(OwedAnswers.Owed owed, Path path, DatagramBatch out, long nowNanos) {
        out.begin(owed.route(), Ecn.NOT_ECT);
        int room = Math.min(RouteConfig.MIN_DATAGRAM_SIZE, ANSWER_FACTOR * owed.bytes());
        if (!builder.beginAside(out, path, room, nowNanos)) {
            return false;
        }
        builder.offer(new PathResponseFrame(owed.challenge()));
        long challenge = random.nextLong();
        if (rooms.punching().asksBack(owed.route())
                && builder.offer(new PathChallengeFrame(challenge))) {
            rooms.punching().aside().onAskedBack(owed.route(), challenge);
        }
        addAside(out, path, nowNanos);
        return true;
    }

    private void addAside(DatagramBatch out, Path path, long nowNanos) {
        int length = writer.finish(EncryptionLevel.ONE_RTT, path, nowNanos);
        out.addDatagram(length);
        path.counts().sent().onDatagram(length);
    }

    private boolean begin(DatagramBatch out, Path path, Route route, int room, long nowNanos) {
        return builder.begin(
                out, EncryptionLevel.ONE_RTT, path.space(), path, route, 0, room, nowNanos);
    }

    /// A full datagram, or what an address that is not proved still allows (RFC 9000 §8.1).
    static int size(Route route) {
        return (int) Math.min(RouteConfig.MIN_DATAGRAM_SIZE, route.amplification().allowance());
    }
}
