package dev.quoll.sim.clock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

class VirtualClockTest {
    private final VirtualClock clock = new VirtualClock();
    private final List<String> ran = new ArrayList<>();

    @Test
    void eventsRunInOrderOfTimeThenOfAsking() {
        clock.at(20, () -> ran.add("c"));
        clock.at(10, () -> ran.add("a"));
        clock.at(10, () -> ran.add("b"));

        clock.runFor(Duration.ofNanos(20));

        assertThat(ran).containsExactly("a", "b", "c");
        assertThat(clock.eventsRun()).isEqualTo(3);
        assertThat(clock.pending()).isZero();
    }

    @Test
    void theClockShowsTheTimeOfTheEvent() {
        clock.after(Duration.ofMillis(3), () -> ran.add(clock.nowNanos() + ""));

        clock.runFor(Duration.ofSeconds(1));

        assertThat(ran).containsExactly("3000000");
        assertThat(clock.nowNanos()).isEqualTo(1_000_000_000);
    }

    @Test
    void anEventOfThePastRunsNowAndAfterThoseThatWait() {
        clock.runFor(Duration.ofNanos(100));
        clock.at(100, () -> ran.add("first"));
        clock.at(5, () -> ran.add("second at " + clock.nowNanos()));

        clock.runFor(Duration.ZERO);

        assertThat(ran).containsExactly("first", "second at 100");
    }

    @Test
    void runUntilStopsAtTheEventThatMakesItTrue() {
        clock.at(10, () -> ran.add("a"));
        clock.at(20, () -> ran.add("b"));

        assertThat(clock.runUntil(() -> ran.contains("a"), Duration.ofSeconds(1))).isTrue();

        assertThat(clock.nowNanos()).isEqualTo(10);
        assertThat(ran).containsExactly("a");
    }

    @Test
    void runUntilEndsAtItsLimitAndLeavesLaterEvents() {
        clock.at(20, () -> ran.add("late"));

        assertThat(clock.runUntil(() -> false, Duration.ofNanos(15))).isFalse();

        assertThat(clock.nowNanos()).isEqualTo(15);
        assertThat(clock.pending()).isEqualTo(1);
    }

    @Test
    void anEventThatRepeatsItselfInTheSameInstantIsFound() {
        clock.at(7, this::again);

        assertThatThrownBy(() -> clock.runFor(Duration.ofSeconds(1)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("time stands still at 7 ns");
    }

    private void again() {
        clock.at(7, this::again);
    }
}
