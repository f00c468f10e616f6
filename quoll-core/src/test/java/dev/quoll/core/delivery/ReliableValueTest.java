package dev.quoll.core.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ReliableValueTest { // RFC 9000 §13.3
    private final ReliableValue value = new ReliableValue();

    @Test
    void whatIsRequestedIsWantedUntilSent() {
        assertThat(value.isWanted()).isFalse();
        value.request(5);
        assertThat(value.isWanted()).isTrue();
        value.onSent();
        assertThat(value.isWanted()).isFalse();
    }

    @Test
    void aLostValueIsWantedAgain() {
        value.request(5);
        value.onSent();
        value.onLost(5);
        assertThat(value.isWanted()).isTrue();
    }

    @Test
    void theLossOfAnOlderValueDoesNotMatter() {
        value.request(5);
        value.onSent();
        value.request(6);
        value.onSent();
        value.onLost(5);
        assertThat(value.isWanted()).isFalse();
    }

    @Test
    void onlyTheLatestValueCountsAsDelivered() {
        value.request(5);
        value.onSent();
        value.request(6);
        value.onSent();
        value.onAcked(5);
        assertThat(value.isDelivered()).isFalse();
        value.onAcked(6);
        assertThat(value.isDelivered()).isTrue();
    }

    @Test
    void aLossAfterTheDeliveryDoesNotMatter() {
        value.request(5);
        value.onSent();
        value.onAcked(5);
        value.onLost(5);
        assertThat(value.isWanted()).isFalse();
        assertThat(value.isDelivered()).isTrue();
    }

    @Test
    void aCancelledValueIsNotSent() {
        value.request(5);
        value.cancel();
        assertThat(value.isWanted()).isFalse();
        value.onAcked(5);
        assertThat(value.isDelivered()).isFalse();
    }
}
