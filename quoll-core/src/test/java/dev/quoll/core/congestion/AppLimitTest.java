package dev.quoll.core.congestion;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AppLimitTest {
    private final AppLimit limit = new AppLimit();

    @Test
    void withoutDataThatHadToWaitPacketsAreLimitedByTheApplication() { // RFC 9002 §7.8
        assertThat(limit.isAppLimited(0)).isTrue();
        assertThat(limit.isAppLimited(100)).isTrue();
    }

    @Test
    void packetsUnderWayWhenDataHadToWaitAreNot() { // RFC 9002 §7.8
        limit.onHeldBack(100, 12_000, 12_000);

        assertThat(limit.isAppLimited(90)).isFalse();
        assertThat(limit.isAppLimited(100)).isFalse();
        assertThat(limit.isAppLimited(101)).isTrue();
    }

    @Test
    void waitingForThePacerCountsWhileTheWindowIsInUse() { // RFC 9002 §7.8
        limit.onHeldBack(100, 6_000, 12_000);
        assertThat(limit.isAppLimited(100)).isFalse();

        limit.onHeldBack(200, 5_999, 12_000);
        assertThat(limit.isAppLimited(200)).isTrue();
    }
}
