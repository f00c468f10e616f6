package dev.quoll.sim;

import static dev.quoll.core.id.Direction.UNIDIRECTIONAL;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTrue;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;

import dev.quoll.core.address.Ecn;
import dev.quoll.core.frame.AckFrame;
import dev.quoll.core.frame.ApplicationCloseFrame;
import dev.quoll.core.frame.StreamFrame;
import dev.quoll.core.stats.FrameKind;
import dev.quoll.sim.datagram.Datagram;
import dev.quoll.sim.link.Loss;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// When a server acknowledges what a client sends.
///
/// @spec https://www.rfc-editor.org/rfc/rfc9000#section-13.2 RFC 9000, section 13.2
class AcknowledgmentTest {
    private static final Duration ONE_WAY = ofMillis(20);
    private static final Duration MAX_ACK_DELAY = ofMillis(25);

    /// A datagram that the server sent.
    private record Sent(Duration at, int length, List<PlainPacket> packets) {
        boolean acknowledges() {
            return packets.stream().anyMatch(packet -> packet.has(AckFrame.class));
        }
    }

    private final List<Sent> sent = new ArrayList<>();
    private final Sim sim = Sim.seeded(1).delay(ONE_WAY).toClient(new Tap(this::onSent));

    @Test
    void aSinglePacketIsAcknowledgedAfterTheDelay() {
        Sim.Pair pair = quiet();
        Duration begin = sim.elapsed();

        send(pair, 100);
        sim.runFor(ofSeconds(1));

        assertThat(sent).singleElement().matches(Sent::acknowledges);
        assertThat(sent.getFirst().at()).isEqualTo(begin.plus(ONE_WAY).plus(MAX_ACK_DELAY));
    }

    @Test
    void everySecondPacketIsAcknowledgedAtOnce() {
        Sim.Pair pair = quiet();
        Duration begin = sim.elapsed();

        send(pair, 2_000); // two packets
        sim.runFor(ofSeconds(1));

        assertThat(sent).singleElement().matches(Sent::acknowledges);
        assertThat(sent.getFirst().at()).isEqualTo(begin.plus(ONE_WAY));
    }

    @Test
    void aGapIsAcknowledgedAtOnce() {
        sim.toServer(PlainPacket.droppingFirst(1, "STREAM", it -> it.has(StreamFrame.class)));
        Sim.Pair pair = quiet();
        send(pair, 100);
        sim.runFor(ofMillis(1));
        Duration begin = sim.elapsed();

        send(pair, 100);
        sim.runFor(ofMillis(45));

        assertThat(sent).isNotEmpty();
        assertThat(sent.getFirst().at()).isEqualTo(begin.plus(ONE_WAY));
    }

    @Test
    void aPacketThatMetCongestionIsAcknowledgedAtOnce() {
        sim.toServer(
                junction ->
                        datagram -> {
                            boolean isData =
                                    PlainPacket.of(datagram).stream()
                                            .anyMatch(it -> it.has(StreamFrame.class));
                            junction.next().accept(isData ? datagram.withEcn(Ecn.CE) : datagram);
                        });
        Sim.Pair pair = quiet();
        Duration begin = sim.elapsed();

        send(pair, 100);
        sim.runFor(ofMillis(45));

        assertThat(sent).isNotEmpty();
        assertThat(sent.getFirst().at()).isEqualTo(begin.plus(ONE_WAY));
    }

    @Test
    void whatIsStillToBeAcknowledgedRidesWithTheClose() {
        Sim.Pair pair = quiet();
        send(pair, 100);
        sim.runFor(ONE_WAY);

        pair.server().close(0, "");
        sim.runFor(ONE_WAY);

        assertThat(sent)
                .singleElement()
                .satisfies(
                        it ->
                                assertThat(it.packets().getFirst().frames())
                                        .contains(AckFrame.class, ApplicationCloseFrame.class));
    }

    /// Acknowledgments are not acknowledged, so that a receiver would report ever more ranges if it
    /// did not ask now and then.
    @Test
    void aReceiverThatSendsNothingElseReportsFewRanges() {
        sim.toServer(new Loss(0.05));
        Sim.Pair pair = quiet();

        send(pair, 3_000_000);
        sim.runUntil(pair::transferred, ofMinutes(5));

        assertTrue(pair.transferred(), sim::replay);
        assertThat(pair.server().core().stats().sent().frames(FrameKind.PING)).isPositive();
        assertThat(sent).allSatisfy(it -> assertThat(it.length()).isLessThan(150));
    }

    @Test
    void acknowledgmentsAloneAreNotAnswered() {
        Sim.Pair pair = quiet();
        long before = sim.network().trace().sent();

        send(pair, 100);
        sim.runFor(ofSeconds(3));

        assertThat(sim.network().trace().sent() - before).isEqualTo(2);
    }

    private void onSent(Datagram datagram) {
        sent.add(
                new Sent(
                        sim.elapsed().minus(ONE_WAY), datagram.length(), PlainPacket.of(datagram)));
    }

    private Sim.Pair quiet() {
        Sim.Pair pair = sim.connect();
        assertTrue(sim.runUntil(pair::confirmed, ofSeconds(5)), sim::replay);
        sim.runFor(ofSeconds(1));
        sent.clear();
        return pair;
    }

    private static void send(Sim.Pair pair, long length) {
        pair.client().transfers().send(UNIDIRECTIONAL, length);
        pair.client().wake();
    }
}
