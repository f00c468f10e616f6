package dev.quoll.core.path;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quoll.core.delivery.ControlFrames;
import dev.quoll.core.frame.Frame;
import dev.quoll.core.frame.PathResponseFrame;

import org.junit.jupiter.api.Test;

import java.util.List;

class ChallengeRepliesTest {
    private final ChallengeReplies replies = new ChallengeReplies();

    @Test
    void everyChallengeIsAnsweredOnceWithItsData() { // RFC 9000 §8.2.2
        replies.onChallenge(7);
        replies.onChallenge(8);

        assertThat(written(10)).containsExactly(new PathResponseFrame(7), new PathResponseFrame(8));
        assertThat(replies.wantsToSend()).isFalse();
    }

    @Test
    void whatDoesNotFitIsKept() {
        replies.onChallenge(7);
        replies.onChallenge(8);

        assertThat(written(1)).containsExactly(new PathResponseFrame(7));
        assertThat(written(1)).containsExactly(new PathResponseFrame(8));
    }

    @Test
    void ofAFloodOnlyTheNewestAreAnswered() {
        for (long data = 0; data < 1000; data++) {
            replies.onChallenge(data);
        }

        assertThat(written(2000))
                .hasSize(ChallengeReplies.MAX_OWED)
                .last()
                .isEqualTo(new PathResponseFrame(999));
    }

    private List<Frame> written(int room) {
        ControlFrames packet = ControlFrames.upTo(room);
        replies.writeTo(packet);
        return packet.taken();
    }
}
