package dev.quoll.core.connection;

import static dev.quoll.core.connection.Connection.NEVER;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class IdleTimerTest { // RFC 9000 §10.1
    private final IdleTimer timer = new IdleTimer(1000, 50);

    @Test
    void theSmallerTimeoutOfTheTwoSidesCounts() {
        timer.onPeerTimeout(NEVER);
        assertThat(timer.timeoutNanos()).isEqualTo(1000);
        timer.onPeerTimeout(600);
        assertThat(timer.deadlineNanos(10)).isEqualTo(650);
    }

    @Test
    void withoutTimeoutsItNeverEnds() {
        assertThat(new IdleTimer(NEVER, 50).deadlineNanos(10)).isEqualTo(NEVER);
    }

    @Test
    void itLastsAtLeastThreeProbeTimeouts() {
        assertThat(timer.deadlineNanos(500)).isEqualTo(1550);
    }

    @Test
    void everyPacketReceivedStartsItAgain() {
        timer.onReceived(100);
        assertThat(timer.deadlineNanos(10)).isEqualTo(1100);
        timer.onReceived(200);
        assertThat(timer.deadlineNanos(10)).isEqualTo(1200);
    }

    @Test
    void onlyTheFirstPacketSentAfterOneReceivedStartsItAgain() {
        timer.onReceived(100);
        timer.onAckElicitingSent(200);
        timer.onAckElicitingSent(900);
        assertThat(timer.deadlineNanos(10)).isEqualTo(1200);
    }
}
