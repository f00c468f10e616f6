package dev.quoll.sim;

import static dev.quoll.core.id.Direction.UNIDIRECTIONAL;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTrue;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;

import dev.quoll.core.id.PathId;
import dev.quoll.core.stats.PathStats;
import dev.quoll.sim.application.Outgoing;
import dev.quoll.sim.endpoint.SimConnection;
import dev.quoll.sim.link.LinkSpec;
import dev.quoll.sim.link.Loss;
import dev.quoll.sim.link.Queue;
import dev.quoll.sim.link.Rate;
import dev.quoll.sim.link.Reordering;

import org.junit.jupiter.api.Test;

import java.time.Duration;

/// What a sender makes of loss, and of what only looks like it.
///
/// @spec https://www.rfc-editor.org/rfc/rfc9002#section-6 RFC 9002, section 6
/// @spec https://www.rfc-editor.org/rfc/rfc9002#section-7 RFC 9002, section 7
class LossTest {
    private static final Duration ONE_WAY = ofMillis(20);
    private static final int DATAGRAM = 1200;
    private static final Rate RATE = new Rate(50_000_000, Queue.ofBytes(250_000));

    private final Sim sim = Sim.seeded(1);

    @Test
    void theWindowShrinksUnderLossAndGrowsAgain() {
        sim.toServer(RATE);
        Sim.Pair pair = confirmed();
        send(pair, 60_000_000);
        sim.runFor(ofSeconds(1));
        long before = path(pair.client()).congestionWindow();

        sim.link().there().change(LinkSpec.ideal().with(RATE).delay(ONE_WAY).with(new Loss(0.05)));
        sim.runFor(ofSeconds(2));
        long under = path(pair.client()).congestionWindow();
        sim.link().there().change(LinkSpec.ideal().with(RATE).delay(ONE_WAY));
        sim.runFor(ofSeconds(4));
        long after = path(pair.client()).congestionWindow();

        assertThat(before).isGreaterThan(20 * DATAGRAM);
        assertThat(under).isLessThan(before / 2);
        assertThat(after).isGreaterThan(2 * under);
        assertThat(path(pair.client()).congestionEvents()).isPositive();
    }

    @Test
    void nothingIsInFlightWhenAllIsAcknowledged() {
        sim.loss(0.2);
        Sim.Pair pair = confirmed();
        send(pair, 100_000);
        sim.runUntil(pair::transferred, ofSeconds(60));
        sim.runFor(ofSeconds(60));

        assertThat(path(pair.client()).bytesInFlight()).isZero();
        assertThat(path(pair.server()).bytesInFlight()).isZero();
    }

    @Test
    void aLostTailIsRepairedByAProbe() {
        Sim.Pair pair = confirmed();
        sim.link().there().cut();
        Outgoing sent = send(pair, 100);
        sim.runFor(ofMillis(1));
        sim.link().there().mend();

        sim.runUntil(sent::isDelivered, ofSeconds(1));

        assertThat(sent.isDelivered()).isTrue();
    }

    @Test
    void aTailThatACongestedLinkDropsArrives() {
        Sim.Pair pair = confirmed();
        sim.link()
                .there()
                .change(
                        LinkSpec.ideal()
                                .with(new Rate(500_000, Queue.ofBytes(3_000)))
                                .delay(ONE_WAY));
        Outgoing sent = send(pair, 50_000);

        sim.runUntil(sent::isDelivered, ofSeconds(20));

        assertThat(sent.isDelivered()).isTrue();
    }

    @Test
    void probesComeLessAndLessOften() {
        Sim.Pair pair = confirmed();
        sim.link().cut();
        send(pair, 100);

        sim.runFor(ofSeconds(20));

        // doubled from about 80 ms to the cap of 2 s, two packets each
        long probes = pair.client().core().stats().sent().datagrams();
        assertThat(probes).isBetween(15L, 45L);
    }

    @Test
    void aLongOutageCollapsesTheWindow() {
        sim.toServer(RATE);
        Sim.Pair pair = confirmed();
        send(pair, 60_000_000);
        sim.runFor(ofSeconds(1));

        sim.link().there().cut();
        sim.runFor(ofSeconds(5));
        sim.link().there().mend();
        long[] least = {Long.MAX_VALUE};
        sim.runUntil(
                () -> {
                    least[0] = Math.min(least[0], path(pair.client()).congestionWindow());
                    return false;
                },
                ofSeconds(5));

        assertThat(least[0])
                .isEqualTo(2L * path(pair.client()).maxDatagramSize()); // RFC 9002 §7.6.2
        assertThat(path(pair.client()).congestionWindow())
                .isGreaterThan(2L * path(pair.client()).maxDatagramSize());
    }

    @Test
    void aLittleReorderingIsNotTakenForLoss() {
        sim.with(new Rate(10_000_000, Queue.ofBytes(1_000_000)))
                .with(new Reordering(0.05, ofMillis(1)));
        Sim.Pair pair = confirmed();
        Outgoing sent = send(pair, 300_000);

        sim.runUntil(sent::isDelivered, ofSeconds(10));

        assertThat(path(pair.client()).packetsLost()).isZero();
        assertThat(path(pair.client()).congestionEvents()).isZero();
    }

    @Test
    void whatWasCalledLostTooEarlyIsNotSentForEver() {
        sim.with(new Reordering(0.3, ofMillis(100)));
        Sim.Pair pair = confirmed();
        send(pair, 1_000_000);

        sim.runUntil(pair::transferred, ofMinutes(2));

        assertTrue(pair.transferred(), sim::replay);
        assertThat(pair.client().core().streams().bytesRetransmitted()).isLessThan(700_000);
    }

    @Test
    void aSenderSpreadsItsPackets() {
        sim.toServer(new Rate(10_000_000, Queue.ofBytes(200_000)));
        Sim.Pair pair = confirmed();
        long[] burst = new long[3]; // the instant, datagrams in it, the largest number
        sim.link()
                .there()
                .change(
                        LinkSpec.ideal()
                                .with(
                                        new Tap(
                                                _ -> {
                                                    long now = sim.network().nowNanos();
                                                    burst[1] = now == burst[0] ? burst[1] + 1 : 1;
                                                    burst[0] = now;
                                                    burst[2] = Math.max(burst[2], burst[1]);
                                                }))
                                .with(new Rate(10_000_000, Queue.ofBytes(200_000)))
                                .delay(ONE_WAY));
        send(pair, 5_000_000);

        sim.runUntil(pair::transferred, ofSeconds(20));

        assertTrue(pair.transferred(), sim::replay);
        assertThat(burst[2]).isLessThanOrEqualTo(10); // RFC 9002 §7.7: the initial window at most
    }

    @Test
    void twoConnectionsShareALink() {
        sim.toServer(new Rate(10_000_000, Queue.ofBytes(50_000))).delay(ONE_WAY);
        Sim.Pair first = sim.connect();
        Sim.Pair second = sim.connect();
        first.client().transfers().send(UNIDIRECTIONAL, 100_000_000);
        second.client().transfers().send(UNIDIRECTIONAL, 100_000_000);

        sim.runFor(ofSeconds(30));

        long firstGot = first.server().transfers().bytesReceived();
        long secondGot = second.server().transfers().bytesReceived();
        assertThat(firstGot + secondGot).isGreaterThan(30_000_000); // of 37.5
        assertThat(Math.min(firstGot, secondGot)).isGreaterThan((firstGot + secondGot) / 4);
    }

    private Sim.Pair confirmed() {
        sim.delay(ONE_WAY).idleTimeout(ofMinutes(2));
        Sim.Pair pair = sim.connect();
        assertTrue(sim.runUntil(pair::confirmed, ofSeconds(20)), sim::replay);
        sim.runFor(ofSeconds(1));
        return pair;
    }

    private static Outgoing send(Sim.Pair pair, long length) {
        Outgoing sent = pair.client().transfers().send(UNIDIRECTIONAL, length);
        pair.client().wake();
        return sent;
    }

    private static PathStats path(SimConnection end) {
        return end.core().pathStats(PathId.ZERO).orElseThrow();
    }
}
