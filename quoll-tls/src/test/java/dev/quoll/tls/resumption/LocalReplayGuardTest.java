package dev.quoll.tls.resumption;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;

class LocalReplayGuardTest {
    private static final Instant BEGIN = Instant.parse("2030-01-01T00:00:00Z");
    private static final Duration WINDOW = Duration.ofSeconds(10);

    private final LocalReplayGuard guard = new LocalReplayGuard(WINDOW, 3, BEGIN);

    private boolean claim(int binder, Instant issued, Duration at) {
        Instant now = BEGIN.plus(at);
        return guard.claim(
                new ReplayGuard.Attempt(new byte[] {(byte) binder, 1}, issued, now, now));
    }

    private boolean claim(int binder, Duration at) {
        return claim(binder, BEGIN, at);
    }

    @Test
    void theSameAttemptCountsOnce() {
        assertThat(claim(1, Duration.ZERO)).isTrue();
        assertThat(claim(2, Duration.ZERO)).isTrue();
        assertThat(claim(1, Duration.ZERO)).isFalse();
        assertThat(claim(1, WINDOW.multipliedBy(2))).isFalse();
    }

    @Test
    void whatIsTooOldToBeFreshIsForgotten() {
        claim(1, Duration.ZERO);

        assertThat(claim(1, WINDOW.multipliedBy(2).plusNanos(1))).isTrue();
    }

    @Test
    void whenFullItRefusesUntilSomethingIsForgotten() {
        for (int i = 1; i <= 3; i++) {
            assertThat(claim(i, Duration.ZERO)).isTrue();
        }

        assertThat(claim(4, Duration.ofSeconds(1))).isFalse();
        assertThat(claim(1, Duration.ofSeconds(1))).isFalse();
        assertThat(claim(4, WINDOW.multipliedBy(3))).isTrue();
    }

    @Test
    void anOlderTicketIsGoodWhenNothingFromBeforeCanBeFresh() {
        Instant before = BEGIN.minusSeconds(60);

        assertThat(claim(1, before, Duration.ZERO)).isFalse();
        assertThat(claim(1, before, WINDOW.multipliedBy(2).minusNanos(1))).isFalse();
        assertThat(claim(1, before, WINDOW.multipliedBy(2))).isTrue();
    }

    @Test
    void aWindowAndACapacityArePositive() {
        assertThatThrownBy(() -> new LocalReplayGuard(Duration.ZERO, 1, BEGIN))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new LocalReplayGuard(WINDOW, 0, BEGIN))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
