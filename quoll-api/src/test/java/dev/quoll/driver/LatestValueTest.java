package dev.quoll.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quoll.core.event.PathFailure;
import dev.quoll.error.PathException;
import dev.quoll.error.QuicException;

import org.junit.jupiter.api.Test;

class LatestValueTest {
    private final LatestValue<Integer> value = new LatestValue<>(0);

    @Test
    void aSlowReaderGetsTheNewestValueAndNothingIsKeptForIt() throws QuicException {
        EventReader<Integer> slow = value.newReader();
        assertThat(slow.poll()).isNull();
        for (int i = 1; i <= 100_000; i++) {
            value.set(i);
        }

        assertThat(slow.skipMissed()).isZero();
        assertThat(slow.poll()).isEqualTo(100_000);
        assertThat(slow.poll()).isNull();
    }

    @Test
    void aCopyGoesOnFromTheSamePlace() throws QuicException {
        value.set(1);
        EventReader<Integer> reader = value.newReader();
        EventReader<Integer> early = reader.copy();
        assertThat(reader.poll()).isEqualTo(1);

        assertThat(early.poll()).isEqualTo(1);
        assertThat(reader.copy().poll()).isNull();
    }

    @Test
    void theLastValueIsReadBeforeTheEnd() throws QuicException {
        EventReader<Integer> reader = value.newReader();
        value.set(1);
        value.end(PathFailure.CLOSED_PATH);

        assertThat(reader.poll()).isEqualTo(1);
        assertThatThrownBy(reader::poll).isInstanceOf(PathException.class);
        assertThat(value.value()).isEqualTo(1);
    }
}
