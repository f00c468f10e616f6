package dev.quoll.core.congestion;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quoll.core.range.Allocation;
import dev.quoll.core.spi.CongestionController;

import org.junit.jupiter.api.Test;

class PacerTest {
    private static final long MS = 1_000_000;
    private static final int SIZE = 1200;

    private final Pacer pacer = new Pacer(SIZE, Pacer.UNLIMITED);

    @Test
    void beforeARoundTripIsKnownNothingWaits() {
        pacer.onSent(14_720, 5 * MS);

        assertThat(pacer.budget(5 * MS)).isEqualTo(Pacer.UNPACED);
        assertThat(pacer.earliestSendNanos(SIZE, 5 * MS)).isEqualTo(5 * MS);
    }

    @Test
    void theRateIsAQuarterAboveWindowPerRoundTrip() { // RFC 9002 §7.7
        pace(1_200_000, 100 * MS); // 15 kB a ms
        drain(0);

        assertThat(pacer.earliestSendNanos(15_000, 0)).isBetween(MS, MS + 1);
        assertThat(pacer.budget(MS)).isEqualTo(15_000);
    }

    @Test
    void theRateOfTheControllerGoesBeforeOurs() {
        pacer.onWindow(1_200_000, 100 * MS, 20_000_000, 0); // 20 kB a ms
        drain(0);

        assertThat(pacer.budget(MS)).isEqualTo(20_000);
    }

    @Test
    void theBucketHoldsTwoMillisecondsOfTheRate() {
        pace(2_400_000, 100 * MS); // 30 kB a ms

        assertThat(pacer.budget(0)).isEqualTo(60_000);
        assertThat(pacer.budget(1000 * MS)).isEqualTo(60_000);
    }

    @Test
    void aSlowRouteMaySendTenPacketsAtOnce() {
        pace(144_000, 100 * MS); // 1.8 kB a ms

        assertThat(pacer.budget(0)).isEqualTo(10 * SIZE);
    }

    @Test
    void aSlowerRouteMaySendTenMillisecondsOfTheRateAtOnce() {
        pace(48_000, 100 * MS); // 0.6 kB a ms

        assertThat(pacer.budget(0)).isEqualTo(6_000);
    }

    @Test
    void theSlowestRouteMaySendTwoPacketsAtOnce() {
        pace(2_400, 1000 * MS);

        assertThat(pacer.budget(0)).isEqualTo(2 * SIZE);
    }

    @Test
    void theFastestRouteMaySend256PacketsAtOnce() {
        pace(1_000_000_000, MS);

        assertThat(pacer.budget(0)).isEqualTo(256 * SIZE);
        assertThat(pacer.quantum()).isEqualTo(256 * SIZE);
    }

    @Test
    void itIsWorthWaitingForAMillisecondOfTheRate() {
        pace(2_400_000, 100 * MS);
        assertThat(pacer.quantum()).isEqualTo(30_000);

        pace(2_400, 1000 * MS);
        assertThat(pacer.quantum()).isEqualTo(2 * SIZE);
    }

    @Test
    void whatIsSentTakesCredit() {
        pace(1_200_000, 100 * MS); // 15 kB a ms, bucket of 30 kB
        pacer.onSent(24_000, 0);

        assertThat(pacer.budget(0)).isEqualTo(6_000);
        assertThat(pacer.earliestSendNanos(6_000, 0)).isZero();
        assertThat(pacer.earliestSendNanos(13_500, 0)).isBetween(MS / 2, MS / 2 + 1);
    }

    @Test
    void aProbeMayTakeCreditThatIsNotThere() {
        pace(1_200_000, 100 * MS);
        drain(0);
        pacer.onSent(15_000, 0);

        assertThat(pacer.budget(0)).isZero();
        assertThat(pacer.budget(MS)).isZero();
        assertThat(pacer.budget(2 * MS)).isEqualTo(15_000);
    }

    @Test
    void aBatchLargerThanTheBucketWaitsForAFullOne() {
        pace(1_200_000, 100 * MS);
        drain(0);

        assertThat(pacer.earliestSendNanos(1_000_000, 0)).isBetween(2 * MS, 2 * MS + 1);
    }

    @Test
    void aNewRateCountsFromNowOn() {
        pace(1_200_000, 100 * MS);
        drain(0);
        pacer.onWindow(2_400_000, 100 * MS, CongestionController.NO_RATE, MS);

        assertThat(pacer.budget(2 * MS)).isEqualTo(45_000);
    }

    @Test
    void aSmallerWindowEmptiesWhatIsOverTheBucket() {
        pace(2_400_000, 100 * MS);
        assertThat(pacer.budget(0)).isEqualTo(60_000);
        pace(1_200_000, 100 * MS);

        assertThat(pacer.budget(0)).isEqualTo(30_000);
    }

    @Test
    void largerDatagramsMakeALargerBucket() {
        pace(24_000, 10 * MS); // 3 kB a ms
        pacer.onMtuChanged(1452);

        assertThat(pacer.budget(1000 * MS)).isEqualTo(10 * 1452);
    }

    @Test
    void timeThatStandsStillGivesNothing() {
        pace(1_200_000, 100 * MS);
        drain(5 * MS);

        assertThat(pacer.budget(5 * MS)).isZero();
        assertThat(pacer.budget(4 * MS)).isZero();
    }

    @Test
    void aLimitOfTheApplicationHoldsFromTheFirstByte() {
        Pacer limited = new Pacer(SIZE, 1_000_000);
        assertThat(limited.bytesPerSecond()).isEqualTo(1_000_000);
        long before = limited.budget(0); // at most 10 ms of the rate
        assertThat(before).isEqualTo(10_000);

        limited.onSent((int) before, 0);
        assertThat(limited.earliestSendNanos(1000, 0)).isEqualTo(1_000_001);
        limited.onWindow(1 << 30, 1_000_000, CongestionController.NO_RATE, 0);
        assertThat(limited.bytesPerSecond()).isEqualTo(1_000_000);
        limited.onWindow(1 << 30, 1_000_000, 500_000, 0);
        assertThat(limited.bytesPerSecond()).isEqualTo(500_000);
    }

    @Test
    void pacingAllocatesNothing() {
        pace(1_200_000, 100 * MS);
        long[] now = {0};
        long allocated =
                Allocation.inSteadyState(
                        () -> {
                            for (int i = 0; i < 10_000; i++) {
                                now[0] = pacer.earliestSendNanos(pacer.quantum(), now[0]);
                                pacer.onSent(pacer.budget(now[0]), now[0]);
                            }
                        });

        assertThat(allocated).isZero();
    }

    private void pace(long window, long roundTripNanos) {
        pacer.onWindow(window, roundTripNanos, CongestionController.NO_RATE, 0);
    }

    private void drain(long nowNanos) {
        pacer.onSent(pacer.budget(nowNanos), nowNanos);
    }
}
