package dev.quoll.core.congestion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.quoll.core.range.Allocation;
import dev.quoll.core.spi.AckedPacket;
import dev.quoll.core.spi.CongestionSignal;
import dev.quoll.core.spi.CongestionSnapshot;
import dev.quoll.core.spi.CongestionSnapshot.Phase;
import dev.quoll.core.spi.RateSample;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CubicTest {
    private static final int SIZE = 1200;
    private static final long MS = 1_000_000;

    private final Cubic cubic = new Cubic(SIZE);
    private final AckedPacket acked = new AckedPacket();
    private long now;
    private long roundTripNanos = 100 * MS;

    @ParameterizedTest
    @CsvSource({"1200, 12000", "1452, 14520", "1472, 14720", "1500, 14720", "9000, 18000"})
    void theInitialWindowIsTenPacketsOrABitLess(int size, long window) { // RFC 9002 §7.2
        assertThat(new Cubic(size).window()).isEqualTo(window);
    }

    @Test
    void slowStartDoublesInARoundTrip() { // RFC 9002 §7.3.1
        runRoundTrips(1);

        assertThat(segments()).isEqualTo(20);
        assertThat(snapshot().phase()).isEqualTo(Phase.SLOW_START);
        assertThat(snapshot().slowStartThreshold()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void congestionLeavesSevenTenths() { // RFC 9438 §4.6
        growTo(100);
        lose();

        assertThat(segments()).isEqualTo(70);
        assertThat(snapshot())
                .isEqualTo(
                        new CongestionSnapshot.Cubic(84_000, 5, 84_000, Phase.RECOVERY, 120_000));
    }

    @Test
    void marksOfTheNetworkCountAsLosses() { // RFC 9002 §7.1
        growTo(100);
        cubic.onCongestion(CongestionSignal.ECN_CE, now, now);

        assertThat(segments()).isEqualTo(70);
    }

    @Test
    void inARoundTripOneLossIsAsBadAsMany() { // RFC 9002 §7.3.2
        growTo(100);
        long sentNanos = now;
        now += 5 * MS;
        cubic.onCongestion(CongestionSignal.LOSS, now, sentNanos);
        now += 5 * MS;
        cubic.onCongestion(CongestionSignal.LOSS, now, sentNanos + 5 * MS);

        assertThat(segments()).isEqualTo(70);

        cubic.onCongestion(CongestionSignal.LOSS, now, sentNanos + 5 * MS + 1);
        assertThat(segments()).isCloseTo(49, within(0.01));
    }

    @Test
    void packetsSentBeforeTheLossWasNoticedDoNotWidenTheWindow() { // RFC 9002 §7.3.2
        growTo(100);
        lose();
        now += 10 * MS;
        ack(now - 10 * MS - 1, false);

        assertThat(segments()).isEqualTo(70);
        assertThat(snapshot().phase()).isEqualTo(Phase.RECOVERY);

        ack(now - 10 * MS, false);
        assertThat(snapshot().phase()).isEqualTo(Phase.CONGESTION_AVOIDANCE);
    }

    /// With 100 segments before the loss the plateau is 4.217 s away: `cbrt(30 / 0.4)`.
    @ParameterizedTest
    @CsvSource({
        "1.0, 86.68",
        "2.0, 95.63",
        "3.0, 99.28",
        "4.2, 100.0",
        "6.0, 102.27",
        "8.0, 121.66"
    })
    void afterALossTheWindowFollowsTheCubicCurve(double seconds, double expected) { // RFC 9438 §4.2
        growTo(100);
        lose();
        runFor(seconds);

        assertThat(segments()).isCloseTo(expected, within(1.5));
    }

    @Test
    void onAShortRouteItGrowsAsRenoWould() { // RFC 9438 §4.3
        roundTripNanos = 10 * MS;
        growTo(100);
        lose();
        runFor(0.4);

        double reno = 70 + 40 * 3 * 0.3 / 1.7;
        assertThat(segments()).isCloseTo(reno, within(1.0));
    }

    @Test
    void aboveTheOldWindowRenoGrowsByASegmentPerRoundTrip() { // RFC 9438 §4.3
        roundTripNanos = 10 * MS;
        growTo(100);
        lose();
        runFor(0.8);
        double before = segments();
        assertThat(before).isGreaterThan(100);
        runFor(0.1);

        assertThat(segments() - before).isCloseTo(10, within(0.5));
    }

    @Test
    void aSecondLossBelowTheOldWindowLowersThePlateau() { // RFC 9438 §4.7
        roundTripNanos = 300 * MS;
        growTo(100);
        lose();
        now += roundTripNanos;
        lose();
        assertThat(segments()).isCloseTo(49, within(0.01));

        runFor(2.7); // the plateau is at 70 × 0.85 = 59.5, cbrt(10.5 / 0.4) = 2.97 s away
        assertThat(segments()).isCloseTo(59.5, within(0.5));
    }

    @Test
    void aPacketOfAnIdleApplicationDoesNotWidenTheWindow() { // RFC 9002 §7.8
        now += roundTripNanos;
        ack(now - roundTripNanos, true);

        assertThat(segments()).isEqualTo(10);
    }

    @Test
    void timeInWhichTheApplicationWasIdleDoesNotCount() { // RFC 9438 §5.8
        growTo(100);
        lose();
        runFor(1);
        double before = segments();
        now += 60_000 * MS;
        ack(now - roundTripNanos, true);
        runRoundTrips(1);

        assertThat(segments()).isCloseTo(before, within(2.5));
    }

    @Test
    void persistentCongestionBeginsAnew() { // RFC 9002 §7.6.2
        growTo(100);
        lose();
        cubic.onCongestion(CongestionSignal.PERSISTENT, now, now);

        assertThat(segments()).isEqualTo(2);
        assertThat(snapshot().phase()).isEqualTo(Phase.SLOW_START);
        assertThat(snapshot().slowStartThreshold()).isEqualTo(84_000);

        runRoundTrips(2);
        assertThat(segments()).isEqualTo(8);
    }

    @Test
    void afterATimeoutThePlateauIsWhereSlowStartEnds() { // RFC 9438 §4.8
        growTo(100);
        lose();
        cubic.onCongestion(CongestionSignal.PERSISTENT, now, now);
        while (snapshot().phase() == Phase.SLOW_START) {
            runRoundTrips(1);
        }
        double plateau = segments();
        runFor(1);

        assertThat(segments()).isCloseTo(plateau + 0.529 * 10, within(1.0)); // Reno is faster
    }

    @Test
    void congestionThatWasNoneIsUndone() { // RFC 9438 §4.9
        growTo(100);
        lose();
        runFor(2);
        CongestionSnapshot.Cubic before = snapshot();
        lose();
        cubic.onCongestion(CongestionSignal.PERSISTENT, now, now);
        assertThat(segments()).isEqualTo(2);
        cubic.onSpuriousCongestion(now);

        assertThat(snapshot()).isEqualTo(before);
        runFor(2.2); // as if nothing had been, the plateau is reached
        assertThat(segments()).isCloseTo(100, within(1.5));
    }

    @Test
    void aQueueThatFillsEndsTheFirstSlowStart() { // RFC 9406 §4.2, RFC 9438 §4.10
        RateSample sample = new RateSample();
        long delivered = 0;
        for (int round = 0; round < 8; round++) {
            long rttNanos = (round == 0 ? 50 : 60) * MS;
            for (int i = 0; i < 8; i++) {
                sample.setDelivered(delivered + i + 1, delivered, 1);
                sample.setRtt(rttNanos);
                cubic.onRateSample(sample);
            }
            delivered += 8;
            if (round == 1) {
                assertThat(snapshot().phase()).isEqualTo(Phase.CONSERVATIVE_SLOW_START);
                ack(now, false);
                assertThat(cubic.window()).isEqualTo(12_000 + SIZE / 4);
            }
        }

        assertThat(snapshot().slowStartThreshold()).isEqualTo(cubic.window());
        assertThat(snapshot().phase()).isEqualTo(Phase.CONGESTION_AVOIDANCE);
    }

    @Test
    void theWindowNeverFallsBelowTwoPackets() { // RFC 9002 §7.2
        for (int i = 0; i < 20; i++) {
            now += MS;
            lose();
        }

        assertThat(segments()).isEqualTo(2);
        cubic.onMtuChanged(1452);
        assertThat(cubic.window()).isEqualTo(2 * 1452);
    }

    @Test
    void anUntouchedInitialWindowFollowsTheMtu() { // RFC 9002 §7.2
        cubic.onMtuChanged(1452);
        assertThat(cubic.window()).isEqualTo(14_520);

        cubic.onMtuChanged(1200);
        runRoundTrips(1);
        long grown = cubic.window();
        cubic.onMtuChanged(1452);
        assertThat(cubic.window()).isEqualTo(grown);
    }

    @Test
    void anAcknowledgmentAllocatesNothing() {
        growTo(100);
        lose();
        long allocated =
                Allocation.inSteadyState(
                        () -> {
                            for (int i = 0; i < 10_000; i++) {
                                now += MS;
                                cubic.onSent(now, SIZE, SIZE);
                                ack(now - MS / 2, false);
                            }
                        });

        assertThat(allocated).isZero();
    }

    private double segments() {
        return (double) cubic.window() / SIZE;
    }

    private CongestionSnapshot.Cubic snapshot() {
        return (CongestionSnapshot.Cubic) cubic.snapshot(5);
    }

    private void growTo(int segments) {
        while (cubic.window() < (long) segments * SIZE) {
            now += MS;
            ack(now - MS / 2, false);
        }
    }

    private void lose() {
        cubic.onCongestion(CongestionSignal.LOSS, now, now);
        now += 1;
    }

    private void runFor(double seconds) {
        long end = now + (long) (seconds * 1e9);
        while (now < end) {
            runRoundTrips(1);
        }
    }

    /// A full window is sent and acknowledged, spread over the round trip.
    private void runRoundTrips(int count) {
        for (int i = 0; i < count; i++) {
            long packets = cubic.window() / SIZE;
            long begin = now;
            for (long packet = 1; packet <= packets; packet++) {
                now = begin + roundTripNanos * packet / packets;
                ack(Math.max(begin, now - roundTripNanos), false);
            }
        }
    }

    private void ack(long sentNanos, boolean appLimited) {
        acked.beginAck(now, cubic.window());
        acked.setRtt(roundTripNanos, roundTripNanos, roundTripNanos);
        acked.setPacket(SIZE, sentNanos, appLimited);
        cubic.onAcked(acked);
    }
}
