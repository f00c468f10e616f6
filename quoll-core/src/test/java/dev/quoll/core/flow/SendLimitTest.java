package dev.quoll.core.flow;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SendLimitTest {
    private final SendLimit limit = new SendLimit(100);

    @Test
    void whatWasUsedIsNoLongerAvailable() {
        limit.use(60);
        assertThat(limit.available()).isEqualTo(40);
        assertThat(limit.onLimit(150)).isTrue();
        assertThat(limit.available()).isEqualTo(90);
    }

    /// RFC 9000 §4.1: frames that raise nothing are ignored.
    @Test
    void aLowerLimitIsIgnored() {
        assertThat(limit.onLimit(99)).isFalse();
        assertThat(limit.onLimit(100)).isFalse();
        assertThat(limit.limit()).isEqualTo(100);
    }

    @Test
    void beingBlockedIsReportedOncePerLimit() {
        limit.use(100);
        assertThat(limit.onBlocked()).isTrue();
        assertThat(limit.blocked().isWanted()).isTrue();
        limit.blocked().onSent();
        assertThat(limit.onBlocked()).isFalse();
        assertThat(limit.blocked().isWanted()).isFalse();
        limit.onLimit(150);
        limit.use(50);
        assertThat(limit.onBlocked()).isTrue();
        assertThat(limit.blocked().value()).isEqualTo(150);
    }

    @Test
    void aReportThatWasLostIsRepeatedOnlyWhileWeAreBlockedThere() {
        limit.use(100);
        limit.onBlocked();
        limit.blocked().onSent();
        limit.blocked().onLost(100);
        assertThat(limit.blocked().isWanted()).isTrue();
        limit.blocked().onSent();
        limit.onLimit(150);
        limit.blocked().onLost(100);
        assertThat(limit.blocked().isWanted()).isFalse();
    }
}
