package dev.quoll.driver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quoll.error.QuicException;

import org.junit.jupiter.api.Test;

class EventLogTest {
    private final EventLog<Integer> log = new EventLog<>();

    @Test
    void eachReaderSeesWhatComesAfterIt() throws QuicException {
        log.add(1);
        EventReader<Integer> early = log.newReader();
        log.add(2);
        EventReader<Integer> late = log.newReader();
        log.add(3);

        assertThat(early.poll()).isEqualTo(2);
        assertThat(early.poll()).isEqualTo(3);
        assertThat(early.poll()).isNull();
        assertThat(late.poll()).isEqualTo(3);
        assertThat(late.poll()).isNull();
    }

    @Test
    void aSlowReaderIsToldHowManyItMissed() throws QuicException {
        EventReader<Integer> slow = log.newReader();
        for (int i = 0; i < EventLog.CAPACITY + 5; i++) {
            log.add(i);
        }

        assertThat(slow.skipMissed()).isEqualTo(5);
        assertThat(slow.skipMissed()).isZero();
        for (int i = 5; i < EventLog.CAPACITY + 5; i++) {
            assertThat(slow.poll()).isEqualTo(i);
        }
        assertThat(slow.poll()).isNull();
    }

    @Test
    void aReaderThatIsFullMissesNothing() throws QuicException {
        EventReader<Integer> reader = log.newReader();
        for (int i = 0; i < EventLog.CAPACITY; i++) {
            log.add(i);
        }

        assertThat(reader.skipMissed()).isZero();
        assertThat(reader.poll()).isZero();
    }

    @Test
    void aCopyOfAReaderGoesOnFromTheSamePlace() throws QuicException {
        EventReader<Integer> reader = log.newReader();
        log.add(1);
        EventReader<Integer> copy = reader.copy();

        assertThat(reader.poll()).isEqualTo(1);
        assertThat(copy.poll()).isEqualTo(1);
    }
}
