package dev.quoll.core.ack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.quoll.core.error.TransportErrorCode;
import dev.quoll.core.error.TransportException;
import dev.quoll.core.frame.AckFrequencyFrame;

import org.junit.jupiter.api.Test;

class AckObligationsTest { // draft-ietf-quic-ack-frequency §4
    private final AckObligations obligations = new AckObligations();

    @Test
    void theNewestRequestCounts() throws TransportException {
        assertThat(obligations.onFrame(new AckFrequencyFrame(5, 9, 20_000, 3)))
                .isEqualTo(new AckFrequency(9, 3, 20_000_000));
        assertThat(obligations.onFrame(new AckFrequencyFrame(4, 1, 10_000, 1))).isNull();
        assertThat(obligations.onFrame(new AckFrequencyFrame(5, 1, 10_000, 1))).isNull();
        assertThat(obligations.onFrame(new AckFrequencyFrame(6, 1, 10_000, 1))).isNotNull();
    }

    @Test
    void lessDelayThanWeCanKeepIsAViolation() {
        assertThatExceptionOfType(TransportException.class)
                .isThrownBy(() -> obligations.onFrame(new AckFrequencyFrame(0, 1, 999, 1)))
                .matches(e -> e.code() == TransportErrorCode.PROTOCOL_VIOLATION.code());
    }

    @Test
    void aDelayWithoutEndIsCut() throws TransportException {
        AckFrequency frequency =
                obligations.onFrame(new AckFrequencyFrame(0, 1, (1L << 62) - 1, 1));

        assertThat(frequency).isNotNull();
        assertThat(frequency.maxAckDelayNanos()).isPositive();
    }
}
