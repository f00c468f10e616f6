package dev.quoll.driver;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

class TimersProperties {
    private static final int OWNERS = 20;

    @Property(tries = 500)
    void ownersComeInTheOrderOfTheirEarliestDeadlines(
            @ForAll @Size(max = 100) List<@IntRange(max = 1000) Integer> steps) {
        Timers<Integer> timers = new Timers<>();
        List<Timers.Timer<Integer>> all = new ArrayList<>();
        for (int owner = 0; owner < OWNERS; owner++) {
            all.add(new Timers.Timer<>(owner));
        }
        Map<Integer, Long> model = new HashMap<>();
        for (int step : steps) {
            timers.schedule(all.get(step % OWNERS), step);
            model.merge(step % OWNERS, (long) step, Math::min);
        }

        assertThat(timers.size()).isEqualTo(model.size());
        while (!model.isEmpty()) {
            long earliest = model.values().stream().min(Comparator.naturalOrder()).orElseThrow();
            assertThat(timers.earliestNanos()).isEqualTo(earliest);
            assertThat(timers.pollDue(earliest - 1)).isNull();
            Integer owner = timers.pollDue(earliest);
            assertThat(model.remove(owner)).isEqualTo(earliest);
        }
        assertThat(timers.earliestNanos()).isEqualTo(Timeout.NEVER);
    }
}
