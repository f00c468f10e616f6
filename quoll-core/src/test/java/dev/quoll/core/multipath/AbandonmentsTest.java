package dev.quoll.core.multipath;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quoll.core.delivery.ControlFrames;
import dev.quoll.core.frame.Frame;
import dev.quoll.core.frame.PathAbandonFrame;
import dev.quoll.core.id.PathId;

import org.junit.jupiter.api.Test;

import java.util.List;

class AbandonmentsTest {
    private static final PathId FIRST = new PathId(1);

    private final Abandonments abandonments = new Abandonments();

    @Test
    void thePeerIsToldOfEachPathWithItsCode() {
        abandonments.add(FIRST, 17);
        abandonments.add(new PathId(2), 0);
        assertThat(sent()).containsExactly(new PathAbandonFrame(1, 17), new PathAbandonFrame(2, 0));
        assertThat(abandonments.wantsToSend()).isFalse();
        assertThat(sent()).isEmpty();
    }

    @Test
    void whatDoesNotFitIsToldLater() {
        abandonments.add(FIRST, 17);
        abandonments.add(new PathId(2), 0);
        abandonments.writeTo(ControlFrames.upTo(1));
        assertThat(sent()).containsExactly(new PathAbandonFrame(2, 0));
    }

    @Test
    void aLostNoticeIsSentAgainUntilItArrives() {
        abandonments.add(FIRST, 17);
        sent();
        abandonments.onLost(1);
        assertThat(sent()).containsExactly(new PathAbandonFrame(1, 17));
        abandonments.onAcked(1);
        abandonments.onLost(1);
        assertThat(abandonments.wantsToSend()).isFalse();
        assertThat(abandonments.contains(FIRST)).isFalse();
    }

    @Test
    void whatIsUnderWayIsToldAgainIfAsked() {
        abandonments.add(FIRST, 17);
        abandonments.add(new PathId(2), 0);
        sent();
        abandonments.onAcked(2);
        abandonments.repeat();
        assertThat(sent()).containsExactly(new PathAbandonFrame(1, 17));
    }

    @Test
    void theyAreFullAtTheirLimit() {
        for (int i = 0; i < Abandonments.MAX_UNACKNOWLEDGED; i++) {
            assertThat(abandonments.isFull()).isFalse();
            abandonments.add(new PathId(i), 0);
        }
        assertThat(abandonments.isFull()).isTrue();
        abandonments.onAcked(0);
        assertThat(abandonments.isFull()).isFalse();
    }

    private List<Frame> sent() {
        ControlFrames packet = ControlFrames.any();
        abandonments.writeTo(packet);
        return packet.taken();
    }
}
