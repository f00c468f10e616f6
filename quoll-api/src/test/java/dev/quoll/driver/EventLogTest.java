package dev.quoll.driver;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class EventLogTest {
    private final EventLog<Integer> log = new EventLog<>();

    @Test
    void eachReaderSeesWhatComesAfterIt() {
        log.add(1);
        EventLog.Reader<Integer> early = log.newReader();
        log.add(2);
        EventLog.Reader<Integer> late = log.newReader();
        log.add(3);

        assertThat(early.poll()).isEqualTo(2);
        assertThat(early.poll()).isEqualTo(3);
        assertThat(early.poll()).isNull();
        assertThat(late.poll()).isEqualTo(3);
        assertThat(late.poll()).isNull();
    }

    @Test
    void aSlowReaderIsToldHowManyItMissed() {
        EventLog.Reader<Integer> slow = log.newReader();
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
    void aReaderThatIsFullMissesNothing() {
        EventLog.Reader<Integer> reader = log.newReader();
        for (int i = 0; i < EventLog.CAPACITY; i++) {
            log.add(i);
        }

        assertThat(reader.skipMissed()).isZero();
        assertThat(reader.poll()).isZero();
    }

    @Test
    void aCopyOfAReaderGoesOnFromTheSamePlace() {
        EventLog.Reader<Integer> reader = log.newReader();
        log.add(1);
        EventLog.Reader<Integer> copy = reader.copy();

        assertThat(reader.poll()).isEqualTo(1);
        assertThat(copy.poll()).isEqualTo(1);
    }
}
