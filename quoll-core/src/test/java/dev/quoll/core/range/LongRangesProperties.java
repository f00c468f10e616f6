package dev.quoll.core.range;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;

import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;

/// The ranges against a `TreeSet` of every single number.
class LongRangesProperties {
    private static final int HIGHEST = 200;

    /// What is done to the set.
    enum Deed {
        ADD,
        REMOVE,
        REMOVE_UP_TO
    }

    /// One change.
    record Step(Deed deed, int low, int length) {
        int high() {
            return low + length;
        }
    }

    @Provide
    Arbitrary<List<Step>> steps() {
        return Combinators.combine(
                        Arbitraries.frequency(
                                Tuple.of(6, Deed.ADD),
                                Tuple.of(2, Deed.REMOVE),
                                Tuple.of(1, Deed.REMOVE_UP_TO)),
                        Arbitraries.integers().between(0, HIGHEST - 20),
                        Arbitraries.integers().between(0, 20))
                .as(Step::new)
                .list()
                .ofMaxSize(60);
    }

    @Property
    void doesWhatATreeSetDoes(@ForAll("steps") List<Step> steps) {
        LongRanges ranges = new LongRanges();
        TreeSet<Long> model = new TreeSet<>();
        for (Step step : steps) {
            apply(step, ranges, model);
            assertSame(ranges, model);
        }
    }

    @Property
    void aBoundedSetKeepsTheHighestRanges(
            @ForAll("steps") List<Step> steps, @ForAll @IntRange(min = 1, max = 5) int most) {
        LongRanges ranges = new LongRanges(most);
        TreeSet<Long> model = new TreeSet<>();
        for (Step step : steps) {
            apply(step, ranges, model);
            while (rangesOf(model).size() > most) {
                model.headSet(rangesOf(model).getFirst()[1], true).clear();
            }
            assertSame(ranges, model);
        }
    }

    @Property
    void searchesAgreeWithATreeSet(
            @ForAll("steps") List<Step> steps,
            @ForAll @IntRange(max = HIGHEST) int from,
            @ForAll @IntRange(max = HIGHEST) int to) {
        LongRanges ranges = new LongRanges();
        TreeSet<Long> model = new TreeSet<>();
        steps.forEach(step -> apply(step, ranges, model));

        Long found = model.ceiling((long) from);
        long missing = from;
        while (model.contains(missing)) {
            missing++;
        }

        assertThat(ranges.next(from, to))
                .isEqualTo(found == null || found > to ? LongRanges.NONE : found);
        assertThat(ranges.nextMissing(from)).isEqualTo(missing);
        assertThat(ranges.contains(from)).isEqualTo(model.contains((long) from));
    }

    private static void apply(Step step, LongRanges ranges, NavigableSet<Long> model) {
        switch (step.deed) {
            case ADD -> {
                boolean changed = false;
                for (long value = step.low; value <= step.high(); value++) {
                    changed |= model.add(value);
                }
                assertThat(ranges.add(step.low, step.high())).isEqualTo(changed);
            }
            case REMOVE -> {
                model.subSet((long) step.low, true, (long) step.high(), true).clear();
                ranges.remove(step.low, step.high());
            }
            case REMOVE_UP_TO -> {
                model.headSet((long) step.low, true).clear();
                ranges.removeUpTo(step.low);
            }
        }
    }

    private static void assertSame(LongRanges ranges, NavigableSet<Long> model) {
        List<long[]> expected = rangesOf(model);
        assertThat(ranges.count()).isEqualTo(expected.size());
        for (int i = 0; i < expected.size(); i++) {
            assertThat(ranges.low(i)).isEqualTo(expected.get(i)[0]);
            assertThat(ranges.high(i)).isEqualTo(expected.get(i)[1]);
        }
        assertThat(ranges.isEmpty()).isEqualTo(model.isEmpty());
        assertThat(ranges.min()).isEqualTo(model.isEmpty() ? LongRanges.NONE : model.first());
        assertThat(ranges.max()).isEqualTo(model.isEmpty() ? LongRanges.NONE : model.last());
    }

    private static List<long[]> rangesOf(NavigableSet<Long> model) {
        List<long[]> ranges = new ArrayList<>();
        for (long value : model) {
            if (!ranges.isEmpty() && ranges.getLast()[1] == value - 1) {
                ranges.getLast()[1] = value;
            } else {
                ranges.add(new long[] {value, value});
            }
        }
        return ranges;
    }
}
