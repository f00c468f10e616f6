package dev.quoll.core.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.quoll.core.error.TransportErrorCode;
import dev.quoll.core.error.TransportException;

import org.junit.jupiter.api.Test;

class ReceiveLimitTest {
    private final ReceiveLimit limit = new ReceiveLimit(300);

    @Test
    void theLastByteAllowedIsReceived() throws TransportException {
        receive(299);
        receive(1);
        assertThat(limit.received()).isEqualTo(300);
    }

    /// RFC 9000 §4.1.
    @Test
    void oneByteOverTheLimitIsAnError() throws TransportException {
        receive(300);
        assertThatExceptionOfType(TransportException.class)
                .isThrownBy(() -> limit.check(1))
                .matches(e -> e.code() == TransportErrorCode.FLOW_CONTROL_ERROR.code());
        assertThat(limit.received()).isEqualTo(300);
    }

    @Test
    void aThirdOfTheWindowConsumedIsGivenBack() throws TransportException {
        receive(300);
        limit.onConsumed(99);
        assertThat(limit.announcement().isWanted()).isFalse();
        limit.onConsumed(1);
        assertThat(limit.announcement().isWanted()).isTrue();
        assertThat(limit.announcement().value()).isEqualTo(400);
        receive(100);
    }

    @Test
    void anAnnouncementNotSentYetFollowsTheReader() throws TransportException {
        receive(300);
        limit.onConsumed(100);
        limit.onConsumed(7);
        assertThat(limit.announcement().value()).isEqualTo(407);
    }

    @Test
    void aLostAnnouncementIsWantedAgainUnlessANewerOneWasSent() throws TransportException {
        receive(300);
        limit.onConsumed(100);
        limit.announcement().onSent();
        limit.announcement().onLost(400);
        assertThat(limit.announcement().isWanted()).isTrue();
        limit.announcement().onSent();
        limit.onConsumed(100);
        limit.announcement().onSent();
        limit.announcement().onLost(400);
        assertThat(limit.announcement().isWanted()).isFalse();
    }

    @Test
    void aWiderWindowIsAnnounced() {
        limit.setWindow(500);
        assertThat(limit.announcement().value()).isEqualTo(500);
        assertThat(limit.limit()).isEqualTo(500);
    }

    @Test
    void aNarrowerWindowWithholdsCreditAndTakesNoneBack() throws TransportException {
        limit.setWindow(100);
        assertThat(limit.limit()).isEqualTo(300);
        receive(300);
        limit.onConsumed(200);
        assertThat(limit.announcement().isWanted()).isFalse();
        limit.onConsumed(33);
        assertThat(limit.announcement().value()).isEqualTo(333);
    }

    @Test
    void theLimitNeverPassesItsCeiling() throws TransportException {
        ReceiveLimit streams = new ReceiveLimit(9, 10);
        streams.check(9);
        streams.onReceived(9);
        streams.onConsumed(5);
        assertThat(streams.announcement().value()).isEqualTo(10);
        streams.announcement().onSent();
        streams.onConsumed(4);
        assertThat(streams.announcement().isWanted()).isFalse();
    }

    @Test
    void anUnlimitedWindowIsNeverAnnouncedAgain() throws TransportException {
        ReceiveLimit unlimited = new ReceiveLimit(ReceiveLimit.MAX_OFFSET);
        unlimited.check(1L << 40);
        unlimited.onReceived(1L << 40);
        unlimited.onConsumed(1L << 40);
        assertThat(unlimited.announcement().isWanted()).isFalse();
    }

    @Test
    void nothingIsAnnouncedAfterTheEnd() throws TransportException {
        receive(300);
        limit.onConsumed(150);
        limit.end();
        limit.onConsumed(150);
        assertThat(limit.announcement().isWanted()).isFalse();
    }

    @Test
    void aWindowUsedUpFasterThanARoundTripIsDoubledUpToTheCap() {
        WindowTuning tuning = new WindowTuning(1000);
        ReceiveLimit tuned = new ReceiveLimit(300);
        tuning.observe(1_000_000, 100);
        tuned.tune(tuning); // the first tells nothing: it may be long ago that the stream began
        assertThat(tuned.window()).isEqualTo(300);

        for (int i = 1; i <= 5; i++) {
            tuning.observe(1_000_000L + i * 50L, 100);
            tuned.tune(tuning);
        }

        assertThat(tuned.window()).isEqualTo(1000);
    }

    @Test
    void aWindowThatLastsStaysAsItIs() {
        WindowTuning tuning = new WindowTuning(1000);
        ReceiveLimit tuned = new ReceiveLimit(300);
        for (int i = 1; i <= 5; i++) {
            tuning.observe(i * 100_000L, 100);
            tuned.tune(tuning);
        }
        tuning.stop();
        tuned.tune(tuning);

        assertThat(tuned.window()).isEqualTo(300);
    }

    private void receive(long amount) throws TransportException {
        limit.check(amount);
        limit.onReceived(amount);
    }
}
