package dev.quoll.core.path;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MtuDiscoveryTest { // RFC 8899
    private static final int INITIAL = 1200;
    private static final long NOW = 1000;

    private final MtuDiscovery mtu = new MtuDiscovery(MtuConfig.DEFAULT, INITIAL);

    @Test
    void theLargestSizeIsTriedFirst() {
        assertThat(mtu.probeSize(NOW)).isEqualTo(1452);
        mtu.onProbeSent();
        assertThat(mtu.probeSize(NOW)).isZero();

        assertThat(mtu.onProbeAcked(1452, NOW)).isTrue();
        assertThat(mtu.current()).isEqualTo(1452);
        assertThat(mtu.probeSize(NOW)).isZero();
    }

    @Test
    void theSearchEndsCloseToWhatTheNetworkCarries() {
        for (int carried = INITIAL; carried <= 1452; carried++) {
            MtuDiscovery each = new MtuDiscovery(MtuConfig.DEFAULT, INITIAL);
            search(each, carried, NOW);

            assertThat(each.current())
                    .isLessThanOrEqualTo(carried)
                    .isGreaterThan(carried - MtuConfig.DEFAULT.minimumChange());
        }
    }

    @Test
    void aSizeIsTriedThreeTimes() { // §5.1.2
        for (int i = 0; i < MtuDiscovery.MAX_PROBES; i++) {
            assertThat(mtu.probeSize(NOW)).isEqualTo(1452);
            mtu.onProbeSent();
            mtu.onProbeLost(1452, NOW);
        }

        assertThat(mtu.probeSize(NOW)).isBetween(INITIAL + 1, 1451);
    }

    @Test
    void thePeersLimitIsKept() { // RFC 9000 §18.2
        mtu.limit(1300);

        assertThat(mtu.probeSize(NOW)).isEqualTo(1300);
        assertThat(mtu.onProbeAcked(1400, NOW)).isFalse();
    }

    @Test
    void aPeerThatTakesLessThanWeSendIsHeeded() {
        MtuDiscovery large = new MtuDiscovery(MtuConfig.DEFAULT, 1400);
        large.limit(1300);

        assertThat(large.current()).isEqualTo(1300);
    }

    @Test
    void itIsSearchedAgainAfterTheInterval() { // §5.3.4
        search(mtu, 1300, NOW);
        long next = mtu.deadlineNanos();

        assertThat(next).isEqualTo(NOW + MtuConfig.DEFAULT.intervalNanos());
        assertThat(mtu.probeSize(next - 1)).isZero();
        assertThat(mtu.probeSize(next)).isEqualTo(1452);
    }

    @Test
    void burstsOfLossesAmongLargePacketsAloneAreABlackHole() { // §4.3
        search(mtu, 1452, NOW);
        for (int i = 1; i < MtuDiscovery.BLACK_HOLE_BURSTS; i++) {
            assertThat(mtu.onLossBurst(1452, NOW)).isFalse();
        }

        assertThat(mtu.onLossBurst(1452, NOW)).isTrue();
        assertThat(mtu.current()).isEqualTo(INITIAL);
        assertThat(mtu.blackHoles()).isEqualTo(1);
        assertThat(mtu.deadlineNanos()).isEqualTo(NOW + MtuConfig.DEFAULT.blackHoleCooldownNanos());
    }

    @Test
    void aLargePacketThatArrivesClearsTheSuspicion() {
        search(mtu, 1452, NOW);
        for (int i = 0; i < 10; i++) {
            assertThat(mtu.onLossBurst(1452, NOW)).isFalse();
            mtu.onAcked(1452);
        }

        assertThat(mtu.current()).isEqualTo(1452);
    }

    @Test
    void lossesOfSmallPacketsSayNothing() {
        search(mtu, 1452, NOW);
        for (int i = 0; i < 10; i++) {
            assertThat(mtu.onLossBurst(INITIAL, NOW)).isFalse();
        }
    }

    @Test
    void withoutASearchTheSizeStays() {
        MtuDiscovery off = new MtuDiscovery(MtuConfig.DISABLED, 1300);

        assertThat(off.probeSize(NOW)).isZero();
        assertThat(off.current()).isEqualTo(1300);
        assertThat(off.deadlineNanos()).isEqualTo(MtuDiscovery.NEVER);
    }

    private static void search(MtuDiscovery mtu, int carried, long nowNanos) {
        for (int size = mtu.probeSize(nowNanos); size > 0; size = mtu.probeSize(nowNanos)) {
            mtu.onProbeSent();
            if (size <= carried) {
                mtu.onProbeAcked(size, nowNanos);
            } else {
                mtu.onProbeLost(size, nowNanos);
            }
        }
    }
}
