package dev.quoll.sim.multipath;

import static dev.quoll.sim.multipath.MultipathRun.wire;

import static org.assertj.core.api.Assertions.assertThat;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;

import dev.quoll.core.event.PathStatus;
import dev.quoll.core.id.PathId;
import dev.quoll.core.id.Side;
import dev.quoll.core.multipath.MultipathConfig;
import dev.quoll.sim.Heap;
import dev.quoll.sim.Sim;

import org.junit.jupiter.api.Test;

import java.time.Duration;

/// Paths that are opened and closed without end leave nothing behind.
class PathChurnTest {
    private static final int CYCLES = 10_000;
    private static final int WARM_UP = 500;
    private static final Duration SETTLED = ofSeconds(10);
    private static final long MEGABYTE = 1 << 20;

    private final Sim sim =
            Sim.seeded(1)
                    .idleTimeout(Duration.ofMinutes(10))
                    .configure(it -> it.withMultipath(MultipathConfig.of(4)));
    private final MultipathRun run = MultipathRun.over(sim, wire(20), wire(30));

    @Test
    void pathsThatComeAndGoLeaveNothingBehind() {
        run.confirm();
        run.runFor(SETTLED);
        int ids = sim.server().routableIds();
        long heap = 0;
        for (int i = 1; i <= CYCLES; i++) {
            PathId id = run.open(run.line(1), PathStatus.AVAILABLE);
            assertThat(id).isEqualTo(new PathId(i)); // none is left out, none used twice
            run.runFor(ofMillis(i % 3 == 0 ? 10 : 100)); // some before they are established
            Side side = i % 2 == 0 ? Side.CLIENT : Side.SERVER;
            if (run.paths(side).close(id, i, run.nowNanos()).isPresent()) {
                run.paths(Side.CLIENT).close(id, i, run.nowNanos()); // the server has not heard yet
            }
            run.client().forgetPathEvents();
            run.server().forgetPathEvents();
            if (i == WARM_UP) {
                run.runFor(SETTLED);
                heap = Heap.used();
            }
        }
        run.runFor(SETTLED);
        long grown = Heap.used() - heap;

        System.out.printf("%d cycles: %d kB more%n", CYCLES, grown / 1024);
        assertThat(grown).isLessThan(MEGABYTE);
        assertThat(sim.server().routableIds()).isEqualTo(ids);
        assertThat(run.paths(Side.CLIENT).paths()).containsExactly(PathId.ZERO);
        assertThat(run.paths(Side.SERVER).paths()).containsExactly(PathId.ZERO);
        run.request(100_000);
        run.complete(ofSeconds(10));
    }
}
