package dev.quoll.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Random;

class TokensTest {
    private static final Instant EXPIRY = Instant.parse("2030-01-01T00:00:00Z");

    private final MemoryTokenStore store = new MemoryTokenStore(2);

    private static byte[] key(int fill) {
        byte[] key = new byte[TokenKeys.KEY_LENGTH];
        Arrays.fill(key, (byte) fill);
        return key;
    }

    private static byte[] token(int fill) {
        return new byte[] {(byte) fill};
    }

    @Test
    void eachTokenIsTakenOnceTheNewestFirst() {
        store.put("a", token(1));
        store.put("a", token(2));

        assertThat(store.take("a")).contains(token(2));
        assertThat(store.take("a")).contains(token(1));
        assertThat(store.take("a")).isEmpty();
    }

    @Test
    void aServersTokensAreForThatServer() {
        store.put("a", token(1));

        assertThat(store.take("b")).isEmpty();
    }

    @Test
    void ofEachServerTheNewestFewAreKept() {
        for (int i = 0; i < 10; i++) {
            store.put("a", token(i));
        }

        assertThat(store.take("a")).contains(token(9));
        assertThat(store.take("a")).contains(token(8));
        assertThat(store.take("a")).isEmpty();
    }

    @Test
    void theServerHeardLeastRecentlyOfIsForgotten() {
        store.put("a", token(1));
        store.put("b", token(2));
        store.put("a", token(3));
        store.put("c", token(4));

        assertThat(store.take("b")).isEmpty();
        assertThat(store.take("a")).contains(token(3));
        assertThat(store.take("c")).contains(token(4));
    }

    @Test
    void aStoreThatKeepsNothingGivesNothing() {
        TokenStore none = TokenStore.none();
        none.put("a", token(1));

        assertThat(none.take("a")).isEmpty();
        assertThatThrownBy(() -> new MemoryTokenStore(0))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aTokenIsNewToTheLogOnce() {
        BloomTokenLog log = new BloomTokenLog(Duration.ofDays(14), 1 << 10);

        assertThat(log.use(5, EXPIRY)).isTrue();
        assertThat(log.use(5, EXPIRY)).isFalse();
    }

    @Test
    void keysThatAreRotatedOpenWhatWasSealedBefore() {
        TokenKeys keys = TokenKeys.of(key(1));
        byte[] sealed = keys.sealer().seal(token(7), new Random(1));

        keys.rotate(key(2));

        assertThat(keys.sealer().open(sealed)).contains(token(7));
        assertThat(TokenKeys.of(key(1)).sealer().open(sealed)).contains(token(7));
        assertThat(TokenKeys.of(key(2)).sealer().open(sealed)).isEmpty();
    }

    @Test
    void aProcessHasAKeyOfItsOwn() {
        byte[] sealed = TokenKeys.ofThisProcess().sealer().seal(token(7), new Random(1));

        assertThat(TokenKeys.ofThisProcess().sealer().open(sealed)).isEmpty();
    }

    @Test
    void nothingSecretIsPrinted() {
        assertThat(TokenKeys.of(key(99))).hasToString("TokenKeys[hidden]");
    }
}
