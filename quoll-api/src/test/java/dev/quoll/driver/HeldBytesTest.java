package dev.quoll.driver;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HeldBytesTest {
    private static final int FULL = 1150;

    private final HeldBytes held = new HeldBytes(1200);

    @Test
    void smallWritesWaitForAMillisecond() {
        assertThat(held.add(10, 100)).isFalse();
        assertThat(held.add(10, 200)).isFalse();

        assertThat(held.deadlineNanos()).isEqualTo(100 + HeldBytes.HOLD_NANOS);
        assertThat(held.maxDatagrams(45)).isZero();
    }

    @Test
    void fullDatagramsGoAndTheRestWaits() {
        assertThat(held.add(3 * FULL + 5, 100)).isTrue();
        assertThat(held.maxDatagrams(45)).isEqualTo(3);
        held.onBuilt(3);

        assertThat(held.maxDatagrams(45)).isZero();
        assertThat(held.deadlineNanos()).isEqualTo(100 + HeldBytes.HOLD_NANOS);
        held.onBuilt(1);
        assertThat(held.deadlineNanos()).isEqualTo(Timeout.NEVER);
    }

    @Test
    void oneReleaseLetsEverythingGo() {
        held.add(10, 100);
        held.release();
        assertThat(held.maxDatagrams(45)).isEqualTo(45);
        held.onBuilt(1);
        assertThat(held.maxDatagrams(45)).isEqualTo(45);
        held.onBuilt(0);

        assertThat(held.isEmpty()).isTrue();
        assertThat(held.deadlineNanos()).isEqualTo(Timeout.NEVER);
        held.add(10, 300);
        assertThat(held.maxDatagrams(45)).isZero();
    }
}
