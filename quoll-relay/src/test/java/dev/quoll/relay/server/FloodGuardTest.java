package dev.quoll.relay.server;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FloodGuardTest {
    private static final long SECOND = 1_000_000_000;

    private final FloodGuard guard = new FloodGuard(1000, 0);

    @Test
    void whoLosesALittleIsNoFlood() {
        for (int second = 1; second < 100; second++) {
            assertThat(guard.isFlood(24_000L * second, second * SECOND)).isFalse();
        }
    }

    @Test
    void whoGoesOnThoughMostIsLostIsOne() {
        assertThat(guard.isFlood(24_000, SECOND)).isFalse();
        assertThat(guard.isFlood(48_001, 2 * SECOND)).isTrue();
    }

    @Test
    void whatWasLostInAMinuteIsNotTakenForASecond() {
        assertThat(guard.isFlood(60 * 24_000, 60 * SECOND)).isFalse();
        assertThat(guard.isFlood(60 * 24_000 + 24_001, 60 * SECOND + 1)).isTrue();
    }
}
