package dev.quoll.core.congestion;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quoll.core.spi.CongestionController;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;

import java.util.List;

class PacerProperties {
    @Property
    void whoWaitsAsToldMaySend(
            @ForAll @LongRange(min = 2_400, max = 100_000_000) long window,
            @ForAll @LongRange(min = 1, max = 2_000_000_000) long roundTripNanos,
            @ForAll @Size(max = 30) List<@IntRange(min = 1, max = 2_400) Integer> packets) {
        Pacer pacer = new Pacer(1200, Pacer.UNLIMITED);
        pacer.onWindow(window, roundTripNanos, CongestionController.NO_RATE, 0);
        long now = 0;
        for (int bytes : packets) {
            now = pacer.earliestSendNanos(bytes, now);
            assertThat(pacer.budget(now)).isGreaterThanOrEqualTo(bytes);
            pacer.onSent(bytes, now);
        }
    }

    @Property
    void overTimeNoMoreIsSentThanTheRateAndOneBucket(
            @ForAll @LongRange(min = 2_400, max = 100_000_000) long window,
            @ForAll @LongRange(min = 1_000_000, max = 2_000_000_000) long roundTripNanos,
            @ForAll @Size(max = 50) List<@IntRange(min = 1, max = 5_000_000) Integer> pauses) {
        Pacer pacer = new Pacer(1200, Pacer.UNLIMITED);
        pacer.onWindow(window, roundTripNanos, CongestionController.NO_RATE, 0);
        long bucket = pacer.budget(0);
        long now = 0;
        double sent = 0;
        for (int pause : pauses) {
            now += pause;
            int bytes = pacer.budget(now);
            pacer.onSent(bytes, now);
            sent += bytes;
        }

        assertThat(sent).isLessThanOrEqualTo(bucket + 1.25 * window / roundTripNanos * now + 1);
    }
}
