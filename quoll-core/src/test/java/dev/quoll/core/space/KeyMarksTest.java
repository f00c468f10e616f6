package dev.quoll.core.space;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class KeyMarksTest {
    private final KeyMarks marks = new KeyMarks();

    @Test
    void whatWasSentEarlyIsOfNoPhase() { // 0-RTT packets count in the same space
        assertThat(marks.wasSentIn(0, 3)).isFalse();

        marks.onSent(0, 4);

        assertThat(marks.wasSentIn(0, 3)).isFalse();
        assertThat(marks.wasSentIn(0, 4)).isTrue();
    }

    @Test
    void aPhaseBeginsWithItsFirstPacket() {
        marks.onSent(0, 0);
        marks.onSent(1, 7);
        marks.onSent(1, 8);

        assertThat(marks.wasSentIn(1, 6)).isFalse();
        assertThat(marks.wasSentIn(1, 7)).isTrue();
        assertThat(marks.wasSentIn(0, 7)).isFalse();
    }
}
