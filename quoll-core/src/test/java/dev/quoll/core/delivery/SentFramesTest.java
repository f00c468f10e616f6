package dev.quoll.core.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SentFramesTest {
    private final SentFrames frames = new SentFrames();
    private final SentFrame frame = new SentFrame();

    @Test
    void aFrameIsReadAsItWasAdded() {
        frames.add(SentFrame.Kind.STREAM, (1L << 62) - 1, (1L << 62) - 2, Integer.MAX_VALUE, true);
        frames.add(SentFrame.Kind.MAX_DATA, 0, 77);

        frames.read(0, frame);
        assertThat(frame.kind()).isEqualTo(SentFrame.Kind.STREAM);
        assertThat(frame.id()).isEqualTo((1L << 62) - 1);
        assertThat(frame.offset()).isEqualTo((1L << 62) - 2);
        assertThat(frame.length()).isEqualTo(Integer.MAX_VALUE);
        assertThat(frame.fin()).isTrue();
        frames.read(1, frame);
        assertThat(frame.kind()).isEqualTo(SentFrame.Kind.MAX_DATA);
        assertThat(frame.offset()).isEqualTo(77);
        assertThat(frame.fin()).isFalse();
    }

    @Test
    void theRingGrowsAndKeepsWhatIsNotReleased() {
        for (int i = 0; i < 50; i++) {
            frames.add(SentFrame.Kind.ACK, 0, i);
        }
        frames.releaseBefore(40);
        for (int i = 50; i < 1000; i++) {
            frames.add(SentFrame.Kind.ACK, 0, i);
        }

        for (int i = 40; i < 1000; i++) {
            frames.read(i, frame);
            assertThat(frame.offset()).isEqualTo(i);
        }
        assertThat(frames.next()).isEqualTo(1000);
    }

    @Test
    void releasingEverythingLeavesTheIndicesGrowing() {
        frames.add(SentFrame.Kind.ACK, 0, 1);
        frames.releaseBefore(100);
        frames.add(SentFrame.Kind.ACK, 0, 2);

        frames.read(1, frame);
        assertThat(frame.offset()).isEqualTo(2);
    }
}
