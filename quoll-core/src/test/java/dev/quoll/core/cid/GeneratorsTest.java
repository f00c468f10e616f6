package dev.quoll.core.cid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.quoll.core.id.ConnectionId;
import dev.quoll.core.id.StatelessResetToken;

import org.junit.jupiter.api.Test;

import java.util.HashSet;
import java.util.HexFormat;
import java.util.Random;
import java.util.Set;

class GeneratorsTest {
    @Test
    void randomIdsHaveTheLengthAskedFor() {
        RandomConnectionIds ids = new RandomConnectionIds(20, new Random(1));

        assertThat(ids.length()).isEqualTo(20);
        assertThat(ids.generate().length()).isEqualTo(20);
        assertThat(ids.generate()).isNotEqualTo(ids.generate());
        assertThat(new RandomConnectionIds(0, new Random(1)).generate())
                .isEqualTo(ConnectionId.EMPTY);
    }

    @Test
    void impossibleLengthsAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RandomConnectionIds(21, new Random(1)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RandomConnectionIds(-1, new Random(1)));
    }

    @Test
    void keyedIdsAreKnownAgainAndDoNotComeTwice() {
        byte[] key = new byte[KeyedConnectionIds.KEY_LENGTH];
        KeyedConnectionIds ids = new KeyedConnectionIds(key, new Random(1));
        KeyedConnectionIds sameKey = new KeyedConnectionIds(key, new Random(2));
        Set<ConnectionId> made = new HashSet<>();
        for (int i = 0; i < 10_000; i++) {
            ConnectionId id = ids.generate();
            assertThat(id.length()).isEqualTo(ids.length()).isEqualTo(8);
            assertThat(sameKey.mayHaveMade(id)).isTrue();
            made.add(id);
        }

        assertThat(made).hasSize(10_000);
    }

    @Test
    void foreignIdsAreTold() {
        byte[] otherKey = new byte[KeyedConnectionIds.KEY_LENGTH];
        otherKey[0] = 1;
        KeyedConnectionIds ids = new KeyedConnectionIds(new byte[16], new Random(1));
        KeyedConnectionIds others = new KeyedConnectionIds(otherKey, new Random(1));
        RandomConnectionIds random = new RandomConnectionIds(8, new Random(1));
        for (int i = 0; i < 10_000; i++) {
            assertThat(ids.mayHaveMade(others.generate())).isFalse();
            assertThat(ids.mayHaveMade(random.generate())).isFalse();
        }
        assertThat(ids.mayHaveMade(ConnectionId.EMPTY)).isFalse();
    }

    @Test
    void aResetTokenIsTheBeginningOfAnHmac() { // RFC 9000 §10.3.2
        HexFormat hex = HexFormat.of();
        byte[] key =
                hex.parseHex("000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f");
        ConnectionId id = ConnectionId.of(hex.parseHex("0102030405060708"));

        StatelessResetToken token = new HmacResetTokens(key).tokenOf(id);

        assertThat(hex.formatHex(token.toBytes())).isEqualTo("5ea9633fb4bd1788197520638af1f7a6");
    }
}
