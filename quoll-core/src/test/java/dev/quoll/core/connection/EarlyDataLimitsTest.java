package dev.quoll.core.connection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quoll.core.params.TransportParameter;
import dev.quoll.core.params.TransportParameters;

import org.junit.jupiter.api.Test;

import java.util.OptionalLong;

class EarlyDataLimitsTest {
    @Test // RFC 9000 §7.4.1
    void aLowerLimitDoesNotHold() {
        assertThat(EarlyDataLimits.hold(with(5, 0), with(5, 0))).isTrue();
        assertThat(EarlyDataLimits.hold(with(5, 0), with(6, 0))).isTrue();
        assertThat(EarlyDataLimits.hold(with(5, 0), with(4, 0))).isFalse();
    }

    @Test // multipath §2.1
    void theLimitOfPathsIsNotRemembered() {
        TransportParameters none = TransportParameters.builder().build();

        assertThat(EarlyDataLimits.hold(with(0, 7), with(0, 3))).isTrue();
        assertThat(EarlyDataLimits.hold(with(0, 7), none)).isTrue();
        assertThat(EarlyDataLimits.hold(none, with(0, 7))).isTrue();
    }

    @Test // nat-traversal §4.5
    void natTraversalIsNotSwitchedOff() {
        TransportParameters none = TransportParameters.builder().build();

        assertThat(EarlyDataLimits.hold(traversing(8), traversing(8))).isTrue();
        assertThat(EarlyDataLimits.hold(none, traversing(8))).isTrue();
        assertThat(EarlyDataLimits.hold(traversing(8), traversing(7))).isFalse();
        assertThat(EarlyDataLimits.hold(traversing(8), none)).isFalse();
    }

    private static TransportParameters traversing(long pairs) {
        return TransportParameters.builder()
                .set(TransportParameter.NAT_TRAVERSAL, OptionalLong.of(pairs))
                .build();
    }

    private static TransportParameters with(long maxData, long maxPathId) {
        return TransportParameters.builder()
                .set(TransportParameter.INITIAL_MAX_DATA, maxData)
                .set(TransportParameter.INITIAL_MAX_PATH_ID, maxPathId)
                .build();
    }
}
