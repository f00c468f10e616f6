package dev.quoll.core.protection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

import java.util.Random;

class SealingKeysTest {
    private static final byte[] CONTENT = {1, 2, 3};

    private final Random random = new Random(6);

    private byte[] key() {
        byte[] key = new byte[SealingKeys.KEY_LENGTH];
        random.nextBytes(key);
        return key;
    }

    @Test
    void whatIsSealedForOnePurposeDoesNotOpenForAnother() {
        byte[] key = key();
        byte[] sealed = SealingKeys.of("one", key).seal(CONTENT, random);

        assertThat(SealingKeys.of("one", key).open(sealed)).contains(CONTENT);
        assertThat(SealingKeys.of("other", key).open(sealed)).isEmpty();
    }

    @Test
    void aRotationKeepsAsManyPreviousKeysAsAsked() {
        SealingKeys first = SealingKeys.of("one", key());
        byte[] sealed = first.seal(CONTENT, random);
        SealingKeys second = first.rotatedTo(key(), 1);

        assertThat(second.open(sealed)).contains(CONTENT);
        assertThat(first.open(second.seal(CONTENT, random))).isEmpty();
        assertThat(second.rotatedTo(key(), 1).open(sealed)).isEmpty();
    }

    @Test
    void withoutAKeyNothingIsSealedOrOpened() {
        SealingKeys none = SealingKeys.none("one");

        assertThat(none.open(new byte[100])).isEmpty();
        assertThatThrownBy(() -> none.seal(CONTENT, random))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void nothingSecretIsPrinted() {
        assertThat(SealingKeys.of("one", key())).hasToString("SealingKeys[hidden]");
        assertThat(new SealingKey("one", key())).hasToString("SealingKey[hidden]");
    }
}
