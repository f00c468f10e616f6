package dev.quoll.sim.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

import java.util.stream.LongStream;

class PercentilesTest {
    @Test
    void theyAreValuesThatWereMeasured() {
        long[] values = LongStream.rangeClosed(1, 1_000).map(i -> 1_001 - i).toArray();

        assertThat(Percentiles.of(values)).isEqualTo(new Percentiles(1_000, 500, 990, 1_000));
    }

    @Test
    void oneValueIsAllOfThem() {
        assertThat(Percentiles.of(new long[] {7})).isEqualTo(new Percentiles(1, 7, 7, 7));
    }

    @Test
    void noValuesHaveNone() {
        assertThatThrownBy(() -> Percentiles.of(new long[0]))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aRiseCountsFromTheRecordedValue() {
        Percentiles recorded = new Percentiles(10, 50, 100, 200);

        assertThat(new Percentiles(10, 50, 120, 200).isWorseThan(recorded, 20)).isFalse();
        assertThat(new Percentiles(10, 50, 121, 200).isWorseThan(recorded, 20)).isTrue();
    }
}
