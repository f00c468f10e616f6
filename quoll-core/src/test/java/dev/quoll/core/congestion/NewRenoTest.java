package dev.quoll.core.congestion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.quoll.core.spi.AckedPacket;
import dev.quoll.core.spi.CongestionSignal;
import dev.quoll.core.spi.CongestionSnapshot;
import dev.quoll.core.spi.CongestionSnapshot.Phase;

import org.junit.jupiter.api.Test;

/// Worked examples in packets of 1200 bytes.
class NewRenoTest {
    private static final int SIZE = 1200;
    private static final long MS = 1_000_000;
    private static final long ROUND_TRIP = 100 * MS;

    private final NewReno reno = new NewReno(SIZE);
    private final AckedPacket acked = new AckedPacket();
    private long now = MS;

    @Test
    void slowStartDoublesInARoundTrip() { // RFC 9002 §7.3.1
        roundTrips(3);

        assertThat(packets()).isEqualTo(80);
        assertThat(snapshot())
                .isEqualTo(
                        new CongestionSnapshot.NewReno(
                                80 * SIZE, 7, CongestionSnapshot.UNLIMITED, Phase.SLOW_START));
    }

    @Test
    void congestionLeavesHalf() { // RFC 9002 §7.3.2
        roundTrips(3);
        lose(CongestionSignal.LOSS);

        assertThat(snapshot())
                .isEqualTo(new CongestionSnapshot.NewReno(40 * SIZE, 7, 40 * SIZE, Phase.RECOVERY));
    }

    @Test
    void aMarkIsAsBadAsALoss() { // RFC 9002 §7.1
        roundTrips(3);
        lose(CongestionSignal.ECN_CE);

        assertThat(packets()).isEqualTo(40);
    }

    @Test
    void afterALossAPacketIsAddedInARoundTrip() { // RFC 9002 §7.3.3
        roundTrips(3);
        lose(CongestionSignal.LOSS);
        roundTrips(10);

        assertThat(packets()).isCloseTo(50, within(0.5));
        assertThat(snapshot().phase()).isEqualTo(Phase.CONGESTION_AVOIDANCE);
    }

    @Test
    void persistentCongestionLeavesTwoPackets() { // RFC 9002 §7.6.2
        roundTrips(3);
        lose(CongestionSignal.LOSS);
        reno.onCongestion(CongestionSignal.PERSISTENT, now, now);

        assertThat(packets()).isEqualTo(2);
        assertThat(snapshot().slowStartThreshold()).isEqualTo(40 * SIZE);
        roundTrips(2);
        assertThat(packets()).isEqualTo(8);
    }

    @Test
    void congestionThatWasNoneIsUndone() {
        roundTrips(3);
        lose(CongestionSignal.LOSS);
        reno.onCongestion(CongestionSignal.PERSISTENT, now, now);
        reno.onSpuriousCongestion(now);

        assertThat(packets()).isEqualTo(80);
        assertThat(snapshot().phase()).isEqualTo(Phase.SLOW_START);
        lose(CongestionSignal.LOSS);
        assertThat(packets()).isEqualTo(40);
    }

    @Test
    void aPacketOfAnIdleApplicationDoesNotWidenTheWindow() { // RFC 9002 §7.8
        ack(true);

        assertThat(packets()).isEqualTo(10);
    }

    private double packets() {
        return (double) reno.window() / SIZE;
    }

    private CongestionSnapshot.NewReno snapshot() {
        return (CongestionSnapshot.NewReno) reno.snapshot(7);
    }

    private void lose(CongestionSignal signal) {
        reno.onCongestion(signal, now, now);
        now += 1;
    }

    private void roundTrips(int count) {
        for (int i = 0; i < count; i++) {
            long packets = reno.window() / SIZE;
            now += ROUND_TRIP;
            for (long packet = 0; packet < packets; packet++) {
                ack(false);
            }
        }
    }

    private void ack(boolean appLimited) {
        acked.beginAck(now, reno.window());
        acked.setRtt(ROUND_TRIP, ROUND_TRIP, ROUND_TRIP);
        acked.setPacket(SIZE, now - ROUND_TRIP + 1, appLimited);
        reno.onAcked(acked);
    }
}
