package dev.quoll.driver;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CarrierHoldsTest {
    @Test
    void soManyAreHeldAtATime() {
        CarrierHolds holds = new CarrierHolds(2);
        assertThat(holds.tryHold()).isTrue();
        assertThat(holds.tryHold()).isTrue();
        assertThat(holds.tryHold()).isFalse();
        assertThat(holds.tryHold()).isFalse();

        holds.letGo();
        assertThat(holds.tryHold()).isTrue();
        assertThat(holds.tryHold()).isFalse();
    }

    @Test
    void aLoneCarrierIsNeverHeld() {
        assertThat(new CarrierHolds(0).tryHold()).isFalse();
    }
}
