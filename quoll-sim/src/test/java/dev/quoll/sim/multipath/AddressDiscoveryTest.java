package dev.quoll.sim.multipath;

import static dev.quoll.sim.multipath.MultipathRun.wire;

import static org.assertj.core.api.Assertions.assertThat;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;

import dev.quoll.core.event.PathEvent;
import dev.quoll.core.frame.ObservedAddressFrame;
import dev.quoll.core.id.PathId;
import dev.quoll.core.id.Side;
import dev.quoll.core.multipath.MultipathConfig;
import dev.quoll.core.params.AddressReports;
import dev.quoll.sim.PlainPacket;
import dev.quoll.sim.Sim;
import dev.quoll.sim.datagram.Datagram;
import dev.quoll.sim.link.Sieve;
import dev.quoll.sim.network.Nat;
import dev.quoll.sim.network.NatBehaviour;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// Each side learns where the other sees it, on every path.
///
/// @spec https://datatracker.ietf.org/doc/draft-ietf-quic-address-discovery/ QUIC Address Discovery
class AddressDiscoveryTest {
    private static final PathId FIRST = new PathId(1);

    private final FrameLog log = new FrameLog();
    private final Sim sim =
            Sim.seeded(1)
                    .configure(
                            it ->
                                    it.withMultipath(MultipathConfig.of(4))
                                            .withAddressReports(Optional.of(AddressReports.BOTH)));

    @Test
    void bothSidesLearnTheirAddressOnPathZero() {
        MultipathRun run = MultipathRun.watched(sim, log, wire(40));
        run.confirm();
        run.runFor(ofSeconds(1));

        for (Side side : Side.values()) {
            assertThat(reports(run, side, PathId.ZERO))
                    .containsExactly(run.end(side.peer()).core().route().remote());
        }
    }

    @Test
    void everyPathHasAReportOfItsOwn() {
        MultipathRun run = MultipathRun.watched(sim, log, wire(40), wire(60));
        run.openAll();
        run.runFor(ofSeconds(1));

        InetSocketAddress seen = run.paths(Side.SERVER).route(FIRST).orElseThrow().remote();
        assertThat(reports(run, Side.CLIENT, FIRST)).containsExactly(seen);
        assertThat(reports(run, Side.CLIENT, PathId.ZERO)).doesNotContain(seen);
        for (PathId id : List.of(PathId.ZERO, FIRST)) {
            List<PathEvent> events = run.events(Side.CLIENT, id);
            if (id.equals(FIRST)) {
                assertThat(events.getFirst()).isInstanceOf(PathEvent.Established.class);
            }
        }
    }

    @Test
    void aClientLearnsTheOutsideOfItsTranslator() {
        MultipathRun run = MultipathRun.watched(sim, log, wire(40), wire(60));
        run.confirm();
        run.behindNat(1, NatBehaviour.easy());
        run.established(1);
        run.runFor(ofSeconds(1));

        assertThat(reports(run, Side.CLIENT, FIRST))
                .hasSize(1)
                .allMatch(it -> it.getAddress().getHostAddress().equals("198.51.100.1"));
    }

    @Test
    void aReportThatIsLostIsMadeAgainOnTheSamePath() {
        sim.toClient(
                PlainPacket.droppingFirst(
                        1, "OBSERVED_ADDRESS", it -> it.has(ObservedAddressFrame.class)));
        MultipathRun run = MultipathRun.watched(sim, log, wire(40));
        run.confirm();
        run.runFor(ofSeconds(2));

        assertThat(log.sentBy(Side.SERVER, ObservedAddressFrame.class))
                .extracting(ObservedAddressFrame::sequenceNumber)
                .containsExactly(1L); // the first is not seen behind the loss
        assertThat(reports(run, Side.CLIENT, PathId.ZERO)).hasSize(1);
    }

    @Test
    void anAddressThatHasChangedIsReported() {
        MultipathRun run = MultipathRun.watched(sim, log, wire(40), wire(60));
        Nat nat = run.behindNat(1, NatBehaviour.easy());
        run.openAll();
        run.runFor(ofSeconds(1));
        InetSocketAddress before = seen(run, FIRST);
        nat.rebind();
        run.paths(Side.CLIENT).ping(FIRST);
        run.runFor(ofSeconds(3));

        InetSocketAddress after = seen(run, FIRST);
        assertThat(after).isNotEqualTo(before);
        assertThat(reports(run, Side.CLIENT, FIRST)).containsExactly(before, after);
        assertThat(run.paths(Side.CLIENT).observedAddress(FIRST)).contains(after);
        assertThat(reports(run, Side.CLIENT, PathId.ZERO)).hasSize(1);
    }

    @Test
    void aReportOfTheNewAddressThatIsLostIsMadeAgain() {
        Sieve losing = new Sieve("the second report", AddressDiscoveryTest::secondReport);
        MultipathRun run =
                MultipathRun.watched(
                        sim,
                        log,
                        List.of(wire(40), wire(60)),
                        List.of(wire(40), wire(60).with(losing)));
        Nat nat = run.behindNat(1, NatBehaviour.easy());
        run.openAll();
        run.runFor(ofSeconds(1));
        assertThat(log.over(1, ObservedAddressFrame.class)).hasSize(2); // one by each side
        log.forget();
        nat.rebind();
        run.paths(Side.CLIENT).ping(FIRST);
        run.runFor(ofSeconds(5));

        InetSocketAddress seen = seen(run, FIRST);
        List<ObservedAddressFrame> told = log.sentBy(Side.SERVER, ObservedAddressFrame.class);
        assertThat(told).hasSize(2).allMatch(report -> report.address().equals(seen));
        assertThat(told.get(1).sequenceNumber()).isGreaterThan(told.get(0).sequenceNumber());
        assertThat(reports(run, Side.CLIENT, FIRST)).hasSize(2).last().isEqualTo(seen);
    }

    private static Predicate<Datagram> secondReport() {
        int[] count = {0};
        return datagram ->
                PlainPacket.of(datagram).stream().anyMatch(it -> it.has(ObservedAddressFrame.class))
                        && ++count[0] == 2;
    }

    private static InetSocketAddress seen(MultipathRun run, PathId id) {
        return run.paths(Side.SERVER).route(id).orElseThrow().remote();
    }

    @ParameterizedTest
    @EnumSource
    void nobodyIsToldWhoDoesNotAsk(AddressReports reports) {
        sim.configure(Side.CLIENT, it -> it.withAddressReports(Optional.of(reports)));
        sim.configure(
                Side.SERVER, it -> it.withAddressReports(Optional.of(AddressReports.PROVIDED)));
        MultipathRun run = MultipathRun.watched(sim, log, wire(40));
        run.confirm();
        run.runFor(ofMillis(500));

        assertThat(log.sentBy(Side.CLIENT, ObservedAddressFrame.class)).isEmpty();
        assertThat(log.sentBy(Side.SERVER, ObservedAddressFrame.class))
                .hasSize(reports.areWanted() ? 1 : 0);
    }

    private static List<InetSocketAddress> reports(MultipathRun run, Side side, PathId id) {
        return run.events(side, id).stream()
                .filter(PathEvent.ObservedAddress.class::isInstance)
                .map(event -> ((PathEvent.ObservedAddress) event).address())
                .toList();
    }
}
