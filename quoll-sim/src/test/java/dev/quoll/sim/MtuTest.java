package dev.quoll.sim;

import static dev.quoll.core.id.Direction.UNIDIRECTIONAL;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTrue;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;

import dev.quoll.core.connection.DatagramPadding;
import dev.quoll.core.frame.ImmediateAckFrame;
import dev.quoll.core.id.PathId;
import dev.quoll.core.stats.PathStats;
import dev.quoll.sim.datagram.Datagram;
import dev.quoll.sim.endpoint.SimConnection;
import dev.quoll.sim.link.Delay;
import dev.quoll.sim.link.LinkSpec;
import dev.quoll.sim.link.Mtu;
import dev.quoll.sim.link.Queue;
import dev.quoll.sim.link.Rate;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Datagrams grow to what the network carries.
class MtuTest { // RFC 8899; RFC 9000 §14.3
    private static final long LENGTH = 1_000_000;

    @ParameterizedTest
    @ValueSource(ints = {1200, 1280, 1350, 1400, 1452, 9000})
    void datagramsGrowToWhatTheNetworkCarries(int carried) {
        Sim sim = Sim.seeded(1).delay(ofMillis(10)).with(new Mtu(carried));
        Sim.Pair pair = sim.connect();
        transfer(sim, pair);
        sim.runFor(ofSeconds(5));

        assertThat(statsOf(pair.client()).maxDatagramSize())
                .isLessThanOrEqualTo(carried)
                .isGreaterThan(Math.min(carried, 1452) - 20);
    }

    @Test
    void lostProbesAreNoSignOfCongestion() { // RFC 9000 §14.4
        Sim sim = Sim.seeded(2).delay(ofMillis(10)).with(new Mtu(1300));
        Sim.Pair pair = sim.connect();
        transfer(sim, pair);

        PathStats stats = statsOf(pair.client());
        assertThat(stats.mtuProbesLost()).isPositive();
        assertThat(stats.congestionEvents()).isZero();
    }

    @Test
    void aNetworkThatCarriesLessThanItDidIsNoticed() { // RFC 8899 §4.3
        Sim sim =
                Sim.seeded(3).delay(ofMillis(10)).with(new Rate(10_000_000, Queue.ofBytes(75_000)));
        Sim.Pair pair = sim.connect();
        transfer(sim, pair);
        assertThat(statsOf(pair.client()).maxDatagramSize()).isEqualTo(1452);

        change(sim, new Mtu(1250));
        transfer(sim, pair);

        assertThat(statsOf(pair.client()).maxDatagramSize()).isEqualTo(1200);
        assertThat(statsOf(pair.client()).blackHoles()).isEqualTo(1);
    }

    @Test
    void largerDatagramsAreTriedAgainLater() { // RFC 8899 §5.3.4
        Sim sim = Sim.seeded(4).delay(ofMillis(10)).idleTimeout(ofMinutes(20));
        Sim.Pair pair = sim.connect();
        change(sim, new Mtu(1300));
        transfer(sim, pair);
        assertThat(statsOf(pair.client()).maxDatagramSize()).isEqualTo(1200);
        sim.runFor(ofSeconds(65));
        transfer(sim, pair);
        assertThat(statsOf(pair.client()).maxDatagramSize()).isBetween(1281, 1300);

        change(sim, new Mtu(1500));
        sim.runFor(ofMinutes(11));
        transfer(sim, pair);
        assertThat(statsOf(pair.client()).maxDatagramSize()).isEqualTo(1452);
    }

    @Test
    void datagramsAreFullWhereThatIsAskedFor() {
        Sim sim =
                Sim.seeded(5)
                        .delay(ofMillis(10))
                        .configure(config -> config.withPadding(DatagramPadding.FULL));
        Sim.Pair pair = sim.connect();
        transfer(sim, pair);
        long bytes = pair.client().core().stats().sent().bytes();
        pair.client().transfers().send(UNIDIRECTIONAL, 10);
        pair.client().wake();
        sim.runFor(ofMillis(1));

        assertThat(pair.client().core().stats().sent().bytes()).isEqualTo(bytes + 1452);
    }

    @Test
    void probesAskForAnAcknowledgmentAtOnce() { // draft-ietf-quic-ack-frequency, section 5
        List<Duration> probes = new ArrayList<>();
        List<Duration> answers = new ArrayList<>();
        Sim sim = Sim.seeded(6).delay(ofMillis(10));
        sim.toServer(
                        new Tap(
                                it -> {
                                    if (it.length() > 1200 && isAskedForAtOnce(it)) {
                                        probes.add(sim.elapsed());
                                    }
                                }))
                .toClient(new Tap(_ -> answers.add(sim.elapsed().minus(ofMillis(10)))));
        sim.connect();
        sim.runFor(ofSeconds(2));

        assertThat(probes).isNotEmpty();
        assertThat(answers).containsAll(probes);
    }

    private static boolean isAskedForAtOnce(Datagram datagram) {
        return PlainPacket.of(datagram).stream().anyMatch(it -> it.has(ImmediateAckFrame.class));
    }

    @Test
    void dataIsSplitByWhatADatagramHolds() {
        assertThat(datagramsFor(1300, 1200)).isEqualTo(2);
        assertThat(datagramsFor(1300, 1452)).isEqualTo(1);
    }

    private static long datagramsFor(int length, int carried) {
        Sim sim = Sim.seeded(7).delay(ofMillis(10)).with(new Mtu(carried));
        Sim.Pair pair = sim.connect();
        sim.runFor(ofSeconds(5));
        long before = pair.client().core().stats().sent().datagrams();
        pair.client().transfers().send(UNIDIRECTIONAL, length);
        pair.client().wake();
        sim.runFor(ofMillis(1));
        return pair.client().core().stats().sent().datagrams() - before;
    }

    private static void change(Sim sim, Mtu mtu) {
        LinkSpec spec = LinkSpec.ideal().with(new Delay(ofMillis(10))).with(mtu);
        sim.link().there().change(spec);
    }

    private static void transfer(Sim sim, Sim.Pair pair) {
        pair.client().transfers().send(UNIDIRECTIONAL, LENGTH);
        pair.client().wake();
        assertTrue(sim.runUntil(pair::transferred, ofMinutes(2)), () -> pair + sim.replay());
    }

    private static PathStats statsOf(SimConnection end) {
        return end.core().pathStats(PathId.ZERO).orElseThrow();
    }
}
