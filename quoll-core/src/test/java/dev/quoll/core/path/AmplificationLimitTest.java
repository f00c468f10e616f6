package dev.quoll.core.path;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AmplificationLimitTest {
    @Test
    void threeBytesMayBeSentForEachReceived() { // RFC 9000 §8.1
        AmplificationLimit limit = AmplificationLimit.unvalidated();
        limit.onReceived(1200);
        assertThat(limit.allowance()).isEqualTo(3600);
        limit.onSent(1200);
        limit.onSent(2400);
        assertThat(limit.allowance()).isZero();
        limit.onReceived(1);
        assertThat(limit.allowance()).isEqualTo(3);
    }

    @Test
    void whatIsGrantedMayBeSentThoughNothingCame() {
        AmplificationLimit limit = AmplificationLimit.unvalidated();
        limit.grant(64);
        assertThat(limit.allowance()).isEqualTo(64);
        assertThat(limit.hasSent()).isFalse();
        limit.onSent(64);
        assertThat(limit.hasSent()).isTrue();
        assertThat(limit.allowance()).isZero();
    }

    @Test
    void aProvedAddressHasNoLimit() {
        AmplificationLimit limit = AmplificationLimit.unvalidated();
        limit.onValidated();
        limit.onSent(1_000_000);
        assertThat(limit.allowance()).isEqualTo(Long.MAX_VALUE);
        assertThat(AmplificationLimit.none().isValidated()).isTrue();
    }
}
