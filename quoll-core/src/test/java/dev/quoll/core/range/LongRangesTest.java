package dev.quoll.core.range;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class LongRangesTest {
    private final LongRanges ranges = new LongRanges();

    @Test
    void anEmptySetHasNeitherSmallestNorLargest() {
        assertThat(ranges.isEmpty()).isTrue();
        assertThat(ranges.min()).isEqualTo(LongRanges.NONE);
        assertThat(ranges.max()).isEqualTo(LongRanges.NONE);
        assertThat(ranges.next(0, Long.MAX_VALUE)).isEqualTo(LongRanges.NONE);
        assertThat(ranges.nextMissing(7)).isEqualTo(7);
    }

    @Test
    void neighboursJoin() {
        ranges.add(1);
        ranges.add(3);
        assertThat(ranges).hasToString("[1..1, 3..3]");

        assertThat(ranges.add(2)).isTrue();

        assertThat(ranges).hasToString("[1..3]");
        assertThat(ranges.add(2)).isFalse();
    }

    @Test
    void aRangeSwallowsThoseItCovers() {
        ranges.add(10, 12);
        ranges.add(20, 22);
        ranges.add(30, 32);

        assertThat(ranges.add(11, 29)).isTrue();

        assertThat(ranges).hasToString("[10..32]");
    }

    @Test
    void whatIsInsideChangesNothing() {
        ranges.add(10, 20);

        assertThat(ranges.add(10, 20)).isFalse();
        assertThat(ranges.add(12, 15)).isFalse();
        assertThat(ranges.add(15, 21)).isTrue();
        assertThat(ranges).hasToString("[10..21]");
    }

    @Test
    void removingFromTheMiddleSplits() {
        ranges.add(0, 9);

        ranges.remove(3, 5);

        assertThat(ranges).hasToString("[0..2, 6..9]");
    }

    @Test
    void removingUpToANumberCutsTheLowest() {
        ranges.add(0, 9);
        ranges.add(20, 29);

        ranges.removeUpTo(LongRanges.NONE);
        assertThat(ranges).hasToString("[0..9, 20..29]");
        ranges.removeUpTo(4);
        assertThat(ranges).hasToString("[5..9, 20..29]");
        ranges.removeUpTo(15);
        assertThat(ranges).hasToString("[20..29]");
        ranges.removeUpTo(Long.MAX_VALUE);
        assertThat(ranges.isEmpty()).isTrue();
    }

    @Test
    void searchesFindWhatIsThereAndWhatIsNot() {
        ranges.add(5, 9);
        ranges.add(20);

        assertThat(ranges.next(0, 4)).isEqualTo(LongRanges.NONE);
        assertThat(ranges.next(0, 5)).isEqualTo(5);
        assertThat(ranges.next(7, 100)).isEqualTo(7);
        assertThat(ranges.next(10, 100)).isEqualTo(20);
        assertThat(ranges.next(10, 19)).isEqualTo(LongRanges.NONE);
        assertThat(ranges.nextMissing(5)).isEqualTo(10);
        assertThat(ranges.nextMissing(10)).isEqualTo(10);
    }

    @Test
    void pastTheMostRangesTheLowestIsForgotten() {
        LongRanges few = new LongRanges(3);
        for (long value = 0; value <= 10; value += 2) {
            few.add(value);
        }
        assertThat(few).hasToString("[6..6, 8..8, 10..10]");

        few.add(0);
        assertThat(few).hasToString("[6..6, 8..8, 10..10]");
        few.remove(8, 8);
        few.add(7, 9);
        few.remove(8, 8);
        assertThat(few).hasToString("[6..7, 9..10]");
    }

    @Test
    void aSetOfNoRangesIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new LongRanges(0));
    }

    @Test
    void addingAndRemovingAllocatesNothingOnceGrown() {
        LongRanges few = new LongRanges(64);
        long[] next = {0};

        long allocated =
                Allocation.inSteadyState(
                        () -> {
                            for (int i = 0; i < 10_000; i++) {
                                few.add(next[0]);
                                next[0] += i % 3 == 0 ? 2 : 1;
                                few.removeUpTo(next[0] - 500);
                            }
                        });

        assertThat(allocated).isZero();
    }
}
