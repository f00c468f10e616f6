package dev.quoll.sim.measure;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// The longest wait between deliveries.
class DeliveriesTest {
    @Test
    void theLongestWaitIsKept() {
        Deliveries deliveries = new Deliveries(100);

        deliveries.onDelivery(110);
        deliveries.onDelivery(150);
        deliveries.onDelivery(180);

        assertThat(deliveries.longestGapNanos()).isEqualTo(40);
        assertThat(deliveries.longestGapEndNanos()).isEqualTo(150);
        assertThat(deliveries.lastNanos()).isEqualTo(180);
        assertThat(deliveries.count()).isEqualTo(3);
    }

    @Test
    void aWaitThatGoesOnIsNotForgotten() {
        Deliveries deliveries = new Deliveries(0);
        deliveries.onDelivery(50);

        deliveries.forgetGaps();
        assertThat(deliveries.longestGapNanos()).isZero();
        deliveries.onDelivery(70);

        assertThat(deliveries.longestGapNanos()).isEqualTo(20);
    }
}
