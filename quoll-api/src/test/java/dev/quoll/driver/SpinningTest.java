package dev.quoll.driver;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.time.Duration;

/// When it is looked for datagrams again, in nanoseconds of a clock of its own.
class SpinningTest {
    private final Spinning spinning = new Spinning(Duration.ofNanos(100));

    @Test
    void nothingIsExpectedAfterALoneDatagram() {
        spinning.onReceived(1000);
        assertThat(spinning.goesOn(1001)).isFalse();
    }

    @Test
    void afterTwoThatCameCloseTogetherAThirdIsLookedForForTheWholeTime() {
        spinning.onReceived(1000);
        spinning.onReceived(1200);
        assertThat(spinning.goesOn(1200)).isTrue();
        assertThat(spinning.goesOn(1299)).isTrue();
        assertThat(spinning.goesOn(1300)).isFalse();
    }

    @Test
    void itEndsWhereTheyComeTooSeldomAndBeginsAnewWhereTheyComeOften() {
        spinning.onReceived(1000);
        spinning.onReceived(1100);
        spinning.onReceived(1301);
        assertThat(spinning.goesOn(1302)).isFalse();
        spinning.onReceived(1400);
        assertThat(spinning.goesOn(1401)).isTrue();
    }

    @Test
    void withoutATimeThereIsNone() {
        Spinning off = new Spinning(Duration.ZERO);
        off.onReceived(1000);
        off.onReceived(1000);
        assertThat(off.goesOn(1000)).isFalse();
    }
}
