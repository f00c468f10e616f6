package dev.quoll.core.buffer;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

import java.util.BitSet;
import java.util.List;

/// Ranges against a bit set.
class OffsetRangesProperties {
    enum Change {
        ADD,
        REMOVE
    }

    record Step(Change change, int start, int length) {}

    @Provide
    Arbitrary<List<Step>> steps() {
        return Combinators.combine(
                        Arbitraries.of(Change.class),
                        Arbitraries.integers().between(0, 120),
                        Arbitraries.integers().between(0, 20))
                .as(Step::new)
                .list()
                .ofMaxSize(60);
    }

    @Property
    void holdWhatABitSetHolds(@ForAll("steps") List<Step> steps) {
        OffsetRanges ranges = new OffsetRanges();
        BitSet model = new BitSet();
        for (Step step : steps) {
            int end = step.start + step.length;
            switch (step.change) {
                case ADD -> ranges.add(step.start, end);
                case REMOVE -> ranges.remove(step.start, end);
            }
            model.set(step.start, end, step.change == Change.ADD);
            check(ranges, model);
        }
    }

    private static void check(OffsetRanges ranges, BitSet model) {
        int at = 0;
        for (int index = 0; index < ranges.count(); index++) {
            assertThat(ranges.start(index)).isEqualTo(model.nextSetBit(at));
            at = model.nextClearBit((int) ranges.start(index));
            assertThat(ranges.end(index)).isEqualTo(at);
        }
        assertThat(model.nextSetBit(at)).isEqualTo(-1);
        assertThat(ranges.isEmpty()).isEqualTo(model.isEmpty());
        for (int number = 0; number < 145; number++) {
            assertThat(ranges.contains(number)).isEqualTo(model.get(number));
        }
    }
}
