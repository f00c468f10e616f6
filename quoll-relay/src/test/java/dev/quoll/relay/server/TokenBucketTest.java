package dev.quoll.relay.server;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TokenBucketTest {
    private static final long MILLI = 1_000_000;

    @Test
    void inTheLongRunTheRateHolds() {
        TokenBucket bucket = new TokenBucket(1000, 10 * MILLI);
        int passed = 0;
        for (long now = 0; now < 5_000 * MILLI; now += MILLI / 10) {
            if (bucket.allows(1, now)) {
                bucket.take(1, now);
                passed++;
            }
        }

        assertThat(passed).isBetween(4999, 5011); // and the burst
    }

    @Test
    void afterSilenceABurstPassesAndNoMore() {
        TokenBucket bucket = new TokenBucket(1000, 10 * MILLI);
        int passed = 0;
        while (bucket.allows(1, 7_000 * MILLI)) {
            bucket.take(1, 7_000 * MILLI);
            passed++;
        }

        assertThat(passed).isEqualTo(10);
        assertThat(bucket.nanosUntilAllowed(1, 7_000 * MILLI)).isEqualTo(MILLI);
    }

    @Test
    void whatIsMoreThanABurstPassesAloneAndIsPaidForAfterwards() {
        TokenBucket bucket = new TokenBucket(1000, 10 * MILLI);

        assertThat(bucket.allows(1200, 0)).isTrue();
        bucket.take(1200, 0);

        assertThat(bucket.nanosUntilAllowed(1, 0)).isEqualTo(1191 * MILLI);
        assertThat(bucket.allows(1, 1191 * MILLI)).isTrue();
    }
}
