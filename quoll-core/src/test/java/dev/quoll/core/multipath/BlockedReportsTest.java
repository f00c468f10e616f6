package dev.quoll.core.multipath;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quoll.core.delivery.ControlFrames;
import dev.quoll.core.frame.Frame;
import dev.quoll.core.frame.PathCidsBlockedFrame;
import dev.quoll.core.frame.PathsBlockedFrame;

import org.junit.jupiter.api.Test;

import java.util.List;

class BlockedReportsTest {
    private final BlockedReports reports = new BlockedReports();

    @Test
    void aLimitIsReportedOnce() { // Multipath §4.7
        reports.onNoPathId(3);
        assertThat(sent()).containsExactly(new PathsBlockedFrame(3));
        reports.onNoPathId(3);
        assertThat(reports.wantsToSend()).isFalse();
        reports.onNoPathId(4);
        assertThat(sent()).containsExactly(new PathsBlockedFrame(4));
    }

    @Test
    void aMissingIdIsReportedOnceForAPathAndNumber() {
        reports.onNoConnectionId(2, 0);
        reports.onNoConnectionId(1, 5);
        assertThat(sent())
                .containsExactly(new PathCidsBlockedFrame(1, 5), new PathCidsBlockedFrame(2, 0));
        reports.onNoConnectionId(1, 5);
        assertThat(reports.wantsToSend()).isFalse();
    }

    @Test
    void aLostReportIsSentAgainWhileItIsTrue() {
        reports.onNoPathId(3);
        reports.onNoConnectionId(1, 0);
        sent();
        reports.onPathsLost(3);
        reports.onConnectionIdsLost(1, 0);
        assertThat(sent())
                .containsExactly(new PathsBlockedFrame(3), new PathCidsBlockedFrame(1, 0));
        reports.onUnblocked(1);
        reports.onConnectionIdsLost(1, 0);
        assertThat(reports.wantsToSend()).isFalse();
    }

    @Test
    void whatArrivedIsNotSentAgain() {
        reports.onNoPathId(3);
        reports.onNoConnectionId(1, 0);
        sent();
        reports.onPathsAcked(3);
        reports.onConnectionIdsAcked(1, 0);
        reports.onPathsLost(3); // a copy
        reports.onConnectionIdsLost(1, 0);
        assertThat(reports.wantsToSend()).isFalse();
    }

    private List<Frame> sent() {
        ControlFrames packet = ControlFrames.any();
        reports.writeTo(packet);
        return packet.taken();
    }
}
