package dev.quoll.sim;

import static dev.quoll.core.id.Direction.UNIDIRECTIONAL;

import static org.junit.jupiter.api.Assertions.assertTrue;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;

import dev.quoll.core.id.PathId;
import dev.quoll.core.spi.CongestionControl;
import dev.quoll.core.spi.CongestionSnapshot;
import dev.quoll.core.spi.CongestionSnapshot.BbrState;
import dev.quoll.core.stats.PathStats;
import dev.quoll.sim.link.LinkModel;
import dev.quoll.sim.link.LinkSpec;
import dev.quoll.sim.link.Queue;

import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;

/// A client that sends by BBR over a link that may change, and an application that sends all it can
/// or a little now and then. *Confined*.
final class BbrRun {
    static final long ROUND_TRIP_MILLIS = 40;

    private static final long ENDLESS = 1L << 40;
    private static final Duration STEP = ofMillis(5);

    private final Sim sim = Sim.seeded(1);
    private final Sim.Pair pair;

    private BbrRun(LinkSpec there, LinkSpec back) {
        sim.configure(c -> c.withRoute(c.route().withCongestion(new CongestionControl.Bbr())))
                .idleTimeout(ofMinutes(5));
        there.models().forEach(sim::toServer);
        back.models().forEach(sim::toClient);
        pair = sim.connect();
        assertTrue(sim.runUntil(pair::confirmed, ofSeconds(30)), sim::replay);
    }

    static BbrRun over(LinkSpec there) {
        return new BbrRun(there, LinkSpec.ideal().delay(ofMillis(ROUND_TRIP_MILLIS / 2)));
    }

    static BbrRun over(LinkSpec there, LinkSpec back) {
        return new BbrRun(there, back);
    }

    /// A bottleneck with a queue, then half of the round-trip time.
    static LinkSpec link(long megabits, long queueBytes) {
        return LinkSpec.ideal()
                .rate(megabits * 1_000_000, Queue.ofBytes(queueBytes))
                .delay(ofMillis(ROUND_TRIP_MILLIS / 2));
    }

    /// The application has data without end.
    BbrRun sendAllYouCan() {
        send(ENDLESS);
        return this;
    }

    void send(long bytes) {
        pair.client().transfers().send(UNIDIRECTIONAL, bytes);
        pair.client().wake();
    }

    /// The application sends `bytesPerSecond` in small pieces, as long as `time` lasts.
    ///
    /// @return the states that were seen
    Set<BbrState> trickle(long bytesPerSecond, Duration time) {
        Set<BbrState> seen = EnumSet.noneOf(BbrState.class);
        Duration end = sim.elapsed().plus(time);
        while (sim.elapsed().compareTo(end) < 0) {
            send(bytesPerSecond * STEP.toMillis() / 1000);
            seen.addAll(watch(STEP));
        }
        return seen;
    }

    /// Lets time pass.
    ///
    /// @return the states that were seen
    Set<BbrState> watch(Duration time) {
        Set<BbrState> seen = EnumSet.noneOf(BbrState.class);
        sim.runUntil(
                () -> {
                    seen.add(state());
                    return false;
                },
                time);
        return seen;
    }

    /// Lets time pass until BBR is in this state, and fails if that takes half a minute.
    BbrRun until(BbrState state) {
        assertTrue(
                sim.runUntil(() -> state() == state, ofSeconds(30)),
                () -> bbr() + ": " + sim.replay());
        return this;
    }

    /// Lets time pass until BBR believes in so many bytes a second.
    void untilBandwidth(long bytesPerSecond) {
        assertTrue(
                sim.runUntil(() -> bbr().bandwidth() >= bytesPerSecond, ofSeconds(30)),
                () -> bbr() + ": " + sim.replay());
    }

    /// Lets time pass until BBR leaves its state.
    BbrState next() {
        BbrState before = state();
        assertTrue(
                sim.runUntil(() -> state() != before, ofSeconds(30)),
                () -> bbr() + ": " + sim.replay());
        return state();
    }

    void change(LinkSpec there) {
        sim.link().there().change(there);
    }

    void change(LinkSpec there, LinkModel more) {
        change(there.with(more));
    }

    BbrState state() {
        return bbr().state();
    }

    CongestionSnapshot.Bbr bbr() {
        return (CongestionSnapshot.Bbr)
                pair.client().core().congestionState(PathId.ZERO).orElseThrow();
    }

    PathStats stats() {
        return pair.client().core().pathStats(PathId.ZERO).orElseThrow();
    }

    /// Bytes that fit into the link, as far as BBR knows.
    long bdp() {
        return bbr().bandwidth() * bbr().minRtt().toNanos() / 1_000_000_000;
    }

    Duration elapsed() {
        return sim.elapsed();
    }

    /// Bytes of streams that arrive in a second, measured over `time`.
    long goodput(Duration time) {
        long before = pair.server().transfers().bytesReceived();
        sim.runFor(time);
        return (pair.server().transfers().bytesReceived() - before) * 1000 / time.toMillis();
    }
}
