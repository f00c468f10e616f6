package dev.quoll.driver;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HeldBytesTest {
    private static final int BATCH = 60_000;

    private final HeldBytes held = new HeldBytes(64);

    @Test
    void smallWritesWaitForAMillisecond() {
        assertThat(held.add(10, 100)).isFalse();
        assertThat(held.add(10, 200)).isFalse();

        assertThat(held.deadlineNanos()).isEqualTo(100 + HeldBytes.HOLD_NANOS);
        assertThat(held.holdsAll(20)).isTrue();
    }

    @Test
    void aBatchGoesAndTheRestWaits() {
        assertThat(held.add(BATCH - 5, 100)).isFalse();
        assertThat(held.add(15, 200)).isTrue();
        assertThat(held.holdsAll(BATCH + 10)).isFalse();
        held.onBuilt(10);

        assertThat(held.holdsAll(10)).isTrue();
        assertThat(held.deadlineNanos()).isEqualTo(200 + HeldBytes.HOLD_NANOS);
    }

    @Test
    void whatWentWithABatchIsNotHeldAnyMore() {
        held.add(BATCH + 5000, 100);
        held.onBuilt(2000); // a batch took more than it had to
        assertThat(held.holdsAll(2000)).isTrue();
        held.onBuilt(0);

        assertThat(held.isEmpty()).isTrue();
        assertThat(held.deadlineNanos()).isEqualTo(Timeout.NEVER);
    }

    @Test
    void aBatchToTheByteLeavesNothing() {
        assertThat(held.add(2 * BATCH, 100)).isTrue();

        assertThat(held.isEmpty()).isTrue();
        assertThat(held.deadlineNanos()).isEqualTo(Timeout.NEVER);
    }

    @Test
    void whatWasReleasedIsNotHeldByWhatComesLater() {
        held.add(500, 100);
        held.release();
        assertThat(held.holdsAll(500)).isFalse();
        assertThat(held.deadlineNanos()).isEqualTo(Timeout.NEVER);
        held.add(10, 300); // the network has not taken the 500 yet

        assertThat(held.holdsAll(510)).isFalse();
        held.onBuilt(10);
        assertThat(held.holdsAll(10)).isTrue();
    }

    @Test
    void aBatchIsWhatASocketTakesAtOnce() {
        assertThat(new HeldBytes(1).add(1150, 0)).isTrue();
        assertThat(new HeldBytes(1).add(1149, 0)).isFalse();
        assertThat(new HeldBytes(Integer.MAX_VALUE).add(Integer.MAX_VALUE, 0)).isTrue();
    }
}
