package dev.quoll.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quoll.error.StreamTooLongException;

import org.junit.jupiter.api.Test;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;

class ToEndTest {
    @Test
    void whatWasReadInPiecesIsWhole() throws StreamTooLongException {
        ToEnd whole = new ToEnd(1_000_000);
        ByteArrayOutputStream expected = new ByteArrayOutputStream();
        for (int piece = 1; expected.size() < 100_000; piece++) {
            int length = Math.min(piece, whole.room());
            Arrays.fill(whole.array(), whole.count(), whole.count() + length, (byte) piece);
            for (int i = 0; i < length; i++) {
                expected.write(piece);
            }
            whole.add(length);
        }

        assertThat(whole.bytes()).isEqualTo(expected.toByteArray());
    }

    @Test
    void asManyAsAreAcceptedAndNotOneMore() throws StreamTooLongException {
        ToEnd whole = new ToEnd(1000);
        while (whole.count() < 1000) {
            whole.add(Math.min(whole.room(), 1000 - whole.count()));
        }
        assertThat(whole.room()).isEqualTo(1);
        assertThat(whole.bytes()).hasSize(1000);

        assertThatThrownBy(() -> whole.add(1)).isInstanceOf(StreamTooLongException.class);
    }

    @Test
    void nothingIsAcceptedOfAStreamThatIsToBeEmpty() {
        ToEnd whole = new ToEnd(0);
        assertThat(whole.bytes()).isEmpty();

        assertThatThrownBy(() -> whole.add(1)).isInstanceOf(StreamTooLongException.class);
    }

    @Test
    void theHighestLimitTakesNoMemoryBefore() {
        assertThat(new ToEnd(Integer.MAX_VALUE).room()).isEqualTo(256);
    }
}
