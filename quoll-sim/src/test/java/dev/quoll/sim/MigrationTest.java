package dev.quoll.sim;

import static dev.quoll.core.id.Direction.BIDIRECTIONAL;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTrue;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;

import dev.quoll.core.connection.ConnectionConfig;
import dev.quoll.core.connection.PeerMigration;
import dev.quoll.core.connection.ServerAddresses;
import dev.quoll.core.error.CloseCause;
import dev.quoll.core.id.PathId;
import dev.quoll.core.id.Side;
import dev.quoll.core.stats.DropReason;
import dev.quoll.core.stats.FrameKind;
import dev.quoll.sim.endpoint.SimConnection;
import dev.quoll.sim.link.Delay;
import dev.quoll.sim.link.LinkSpec;
import dev.quoll.sim.network.Host;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;

/// Connections whose addresses change.
class MigrationTest {
    private static final long LENGTH = 2_000_000;
    private static final int NEW_PORT = 40_000;
    private static final Duration ONE_WAY = ofMillis(20);

    @ParameterizedTest
    @ValueSource(ints = {0, 8})
    void aClientThatANatGivesAnotherPortIsFollowed(int idLength) { // RFC 9000 §9.3
        Sim sim = Sim.seeded(1).delay(ONE_WAY).connectionIdLength(Side.CLIENT, idLength);
        Sim.Pair pair = downloading(sim);
        long windowBefore = windowOf(pair.server());

        pair.clientBinding().moveTo(NEW_PORT);
        finish(sim, pair);

        assertThat(pair.server().core().route().remote().getPort()).isEqualTo(NEW_PORT);
        assertThat(sentBy(pair.server(), FrameKind.PATH_CHALLENGE)).isPositive();
        assertThat(sentBy(pair.client(), FrameKind.PATH_RESPONSE)).isPositive();
        // RFC 9000 §9.4: another port is no other network, so that it does not begin anew
        assertThat(windowOf(pair.server())).isGreaterThan(windowBefore / 2);
    }

    @Test
    void aClientThatGoesElsewhereIsFollowed() { // RFC 9000 §9.2
        Sim sim = Sim.seeded(2).delay(ONE_WAY);
        Sim.Pair pair = downloading(sim);

        InetAddress there = move(sim, pair);
        finish(sim, pair);

        assertThat(pair.server().core().route().remote().getAddress()).isEqualTo(there);
        assertThat(sentBy(pair.client(), FrameKind.PATH_CHALLENGE)).isPositive();
        assertThat(sentBy(pair.server(), FrameKind.PATH_RESPONSE)).isPositive();
    }

    @Test
    void eachSideUsesAnotherConnectionIdThen() { // RFC 9000 §9.5
        Sim sim = Sim.seeded(3).delay(ONE_WAY);
        Sim.Pair pair = downloading(sim);

        move(sim, pair);
        finish(sim, pair);

        assertThat(sentBy(pair.client(), FrameKind.RETIRE_CONNECTION_ID)).isPositive();
        assertThat(sentBy(pair.server(), FrameKind.RETIRE_CONNECTION_ID)).isPositive();
    }

    @Test
    void theSizeOfDatagramsIsFoundAnewWithinWhatThePeerTakes() { // RFC 9000 §14.3, §18.2
        Sim sim =
                Sim.seeded(9)
                        .delay(ONE_WAY)
                        .configure(
                                Side.CLIENT,
                                config -> config.toBuilder().maxUdpPayloadSize(1400).build());
        Sim.Pair pair = downloading(sim);
        sim.runFor(ofSeconds(5));
        assertThat(sizeOf(pair.server())).isBetween(1381, 1400);

        move(sim, pair);
        assertTrue(sim.runUntil(() -> sizeOf(pair.server()) == 1200, ofSeconds(1)));
        finish(sim, pair);
        sim.runFor(ofSeconds(5));

        assertThat(sizeOf(pair.server())).isBetween(1381, 1400);
    }

    @Test
    void aClientMayMoveManyTimes() {
        Sim sim = Sim.seeded(4).delay(ONE_WAY);
        Sim.Pair pair = downloading(sim);
        for (int i = 0; i < 20; i++) {
            pair.clientBinding().moveTo(NEW_PORT + i);
            sim.runFor(ofMillis(300));
            pair.client().transfers().send(BIDIRECTIONAL, 1000);
            pair.client().wake();
            sim.runFor(ofMillis(300));
        }
        finish(sim, pair);

        assertThat(pair.server().core().route().remote().getPort()).isEqualTo(NEW_PORT + 19);
    }

    @Test
    void aServerThatRefusesToFollowDropsWhatComesFromElsewhere() { // RFC 9000 §9
        Sim sim =
                Sim.seeded(5)
                        .delay(ONE_WAY)
                        .idleTimeout(ofSeconds(5))
                        .configure(Side.SERVER, MigrationTest::refusing);
        Sim.Pair pair = downloading(sim);

        pair.clientBinding().moveTo(NEW_PORT);
        assertTrue(sim.runUntil(pair::closed, ofSeconds(30)), pair::toString);

        assertThat(pair.client().closeCause()).contains(new CloseCause.TimedOut());
        assertThat(pair.server().core().stats().dropped()).containsKey(DropReason.OTHER_ROUTE);
    }

    @Test
    void aServerThatWouldRatherBeElsewhereIsReachedThere() { // RFC 9000 §9.6
        InetAddress there = InetAddress.ofLiteral("10.0.7.7");
        Sim sim = preferring(there);
        Sim.Pair pair = downloading(sim);
        finish(sim, pair);
        sim.runFor(ofSeconds(2));

        int port = pair.client().core().route().remote().getPort();
        assertThat(port).isEqualTo(443);
        assertThat(pair.client().core().route().remote().getAddress()).isEqualTo(there);
        assertThat(pair.server().core().route().local()).contains(there);
        assertThat(sentBy(pair.client(), FrameKind.RETIRE_CONNECTION_ID)).isPositive();
    }

    @Test
    void aClientWithoutIdsStaysWithTheAddressByWhichItKnowsItsServer() {
        InetAddress there = InetAddress.ofLiteral("10.0.7.7");
        Sim sim = preferring(there).connectionIdLength(Side.CLIENT, 0);
        Sim.Pair pair = downloading(sim);
        InetSocketAddress before = pair.client().core().route().remote();
        finish(sim, pair);
        sim.runFor(ofSeconds(2));

        assertThat(pair.client().core().route().remote()).isEqualTo(before);
        assertThat(sentBy(pair.client(), FrameKind.PATH_CHALLENGE)).isZero();
    }

    private static Sim preferring(InetAddress there) {
        InetSocketAddress preferred = new InetSocketAddress(there, 443);
        Sim sim =
                Sim.seeded(7)
                        .delay(ONE_WAY)
                        .configure(Side.SERVER, MigrationTest::refusing)
                        .configure(
                                Side.SERVER,
                                config ->
                                        config.withPreferredAddresses(
                                                new ServerAddresses(
                                                        Optional.of(preferred), Optional.empty())));
        Host client = sim.clients();
        LinkSpec link = LinkSpec.ideal().with(new Delay(ONE_WAY));
        sim.servers().addAddress(there);
        sim.network().connect(client, client.address(), sim.servers(), there, link, link);
        return sim;
    }

    @Test
    void aPreferredAddressThatDoesNotAnswerIsLeftAlone() { // RFC 9000 §9.6.1
        InetSocketAddress nowhere = new InetSocketAddress(InetAddress.ofLiteral("10.9.9.9"), 443);
        Sim sim =
                Sim.seeded(8)
                        .delay(ONE_WAY)
                        .configure(
                                Side.SERVER,
                                config ->
                                        config.withPreferredAddresses(
                                                new ServerAddresses(
                                                        Optional.of(nowhere), Optional.empty())));
        Sim.Pair pair = downloading(sim);
        finish(sim, pair);
        sim.runFor(ofSeconds(10));

        assertThat(pair.client().core().route().remote()).isNotEqualTo(nowhere);
        assertThat(pair.client().isClosed()).isFalse();
    }

    @Test
    void aCloseFromAnotherAddressCounts() {
        Sim sim = Sim.seeded(6).delay(ONE_WAY);
        Sim.Pair pair = downloading(sim);

        pair.clientBinding().moveTo(NEW_PORT);
        pair.client().close(7, "gone");
        assertTrue(sim.runUntil(pair::closed, ofSeconds(30)), pair::toString);

        assertThat(pair.server().closeCause())
                .containsInstanceOf(CloseCause.ApplicationClosed.class);
    }

    private static Sim.Pair downloading(Sim sim) {
        Sim.Pair pair = sim.connect();
        sim.server().onAccepted(end -> end.transfers().answerWith(LENGTH));
        pair.client().transfers().send(BIDIRECTIONAL, 100);
        assertTrue(
                sim.runUntil(
                        () ->
                                pair.client().isConfirmed()
                                        && pair.client().transfers().bytesReceived() > LENGTH / 10,
                        ofSeconds(20)),
                pair::toString);
        return pair;
    }

    /// Takes the client to another address, over a link of its own.
    private static InetAddress move(Sim sim, Sim.Pair pair) {
        Host client = sim.clients();
        InetAddress from = client.address();
        InetAddress there = InetAddress.ofLiteral("10.0.7.7");
        Host server = sim.servers();
        LinkSpec link = LinkSpec.ideal().with(new Delay(ONE_WAY));
        client.addAddress(there);
        sim.network().connect(client, there, server, server.address(), link, link);
        client.removeAddress(from);
        SimConnection end = pair.client();
        end.core().onLocalAddressChanged(sim.network().nowNanos());
        end.wake();
        return there;
    }

    private static void finish(Sim sim, Sim.Pair pair) {
        assertTrue(sim.runUntil(pair::transferred, ofSeconds(60)), () -> pair + sim.replay());
        assertThat(pair.server().isClosed()).isFalse();
    }

    private static ConnectionConfig refusing(ConnectionConfig config) {
        return config.withPeerMigration(PeerMigration.REFUSED);
    }

    private static int sizeOf(SimConnection end) {
        return end.core().pathStats(PathId.ZERO).orElseThrow().maxDatagramSize();
    }

    private static long windowOf(SimConnection end) {
        return end.core().pathStats(PathId.ZERO).orElseThrow().congestionWindow();
    }

    private static long sentBy(SimConnection end, FrameKind kind) {
        return end.core().stats().sent().frames(kind);
    }
}
