package dev.quoll.core.ack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quoll.core.delivery.ControlFrames;

import org.junit.jupiter.api.Test;

import java.util.Optional;

class AckRequestsTest { // draft-ietf-quic-ack-frequency
    private static final long PROMISED = 25_000_000;
    private static final long MILLI = 1_000_000;

    private final AckRequests requests = new AckRequests(Optional.of(AckRequests.Wish.DEFAULT));

    @Test
    void nothingIsAskedOfAPeerThatTakesNoRequests() {
        requests.onRtt(10 * MILLI);

        assertThat(requests.wantsToSend()).isFalse();
        assertThat(requests.maxAckDelayNanos(PROMISED)).isEqualTo(PROMISED);
    }

    @Test
    void nothingIsAskedUnlessWished() {
        AckRequests content = new AckRequests(Optional.empty());
        content.onPeer(MILLI, PROMISED);
        content.onRtt(10 * MILLI);

        assertThat(content.isSupported()).isTrue();
        assertThat(content.wantsToSend()).isFalse();
    }

    @Test
    void theRoundTripDecidesWithinBounds() {
        requests.onPeer(MILLI, PROMISED);
        requests.onRtt(10 * MILLI);
        assertThat(requests.wantsToSend()).isTrue();

        // until the peer knows, the longer of both counts
        assertThat(requests.maxAckDelayNanos(PROMISED)).isEqualTo(PROMISED);
        requests.onRtt(100);
        assertThat(requests.maxAckDelayNanos(PROMISED)).isEqualTo(PROMISED);
    }

    @Test
    void smallChangesOfTheRoundTripAskForNothing() {
        requests.onPeer(MILLI, PROMISED);
        requests.onRtt(10 * MILLI);
        requests.writeTo(ControlFrames.any());
        assertThat(requests.wantsToSend()).isFalse();

        requests.onRtt(11 * MILLI);
        assertThat(requests.wantsToSend()).isFalse();
        requests.onRtt(20 * MILLI);
        assertThat(requests.wantsToSend()).isTrue();
    }
}
