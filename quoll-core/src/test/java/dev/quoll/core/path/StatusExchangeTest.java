package dev.quoll.core.path;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quoll.core.event.PathStatus;

import org.junit.jupiter.api.Test;

class StatusExchangeTest {
    private final StatusExchange status = new StatusExchange();

    @Test
    void aPathIsAvailableUnlessSomebodySaysOtherwise() {
        assertThat(status.local()).isEqualTo(PathStatus.AVAILABLE);
        assertThat(status.remote()).isEmpty();
        assertThat(status.isBackup()).isFalse();
        assertThat(status.wantsToSend()).isFalse();
    }

    @Test
    void eitherSideMayKeepAPathForLater() {
        status.onFrame(PathStatus.BACKUP, 0);
        assertThat(status.isBackup()).isTrue();
        status.onFrame(PathStatus.AVAILABLE, 1);
        assertThat(status.isBackup()).isFalse();
        status.begin(PathStatus.BACKUP);
        assertThat(status.isBackup()).isTrue();
    }

    @Test
    void anOldWishIsIgnored() { // Multipath §4.3
        assertThat(status.onFrame(PathStatus.BACKUP, 5)).isTrue();
        assertThat(status.onFrame(PathStatus.AVAILABLE, 5)).isFalse();
        assertThat(status.onFrame(PathStatus.AVAILABLE, 4)).isFalse();
        assertThat(status.remote()).contains(PathStatus.BACKUP);
        assertThat(status.onFrame(PathStatus.BACKUP, 6)).isFalse(); // nothing new
    }

    @Test
    void everyAnnouncementHasAHigherNumberFromOneOn() { // Multipath §4.3
        status.announce();
        assertThat(status.sequenceNumber()).isEqualTo(1);
        status.onSent();
        status.announce();
        assertThat(status.sequenceNumber()).isEqualTo(2);
    }

    @Test
    void onlyTheNewestWishIsSentAgain() {
        status.announce();
        status.onSent();
        status.announce();
        status.onSent();
        status.onLost(1);
        assertThat(status.wantsToSend()).isFalse();
        status.onLost(2);
        assertThat(status.wantsToSend()).isTrue();
        status.onSent();
        status.onAcked(2);
        status.onLost(2);
        assertThat(status.wantsToSend()).isFalse();
    }
}
