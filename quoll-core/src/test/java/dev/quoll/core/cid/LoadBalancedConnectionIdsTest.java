package dev.quoll.core.cid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.quoll.core.id.ConnectionId;
import dev.quoll.core.spi.LoadBalancing;
import dev.quoll.core.spi.LoadBalancing.LengthInFirstByte;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.HashSet;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;

/// The vectors are those of the draft's appendix B, but for the second one in plain sight: there
/// the draft has half a byte too few, so it is whole here.
class LoadBalancedConnectionIdsTest {
    private static final String KEY = "8f95f09245765f80256934e50c66207f";

    private final SplittableRandom random = new SplittableRandom(1);

    @ParameterizedTest
    @CsvSource({
        "0, c4605e, 4504cc4f, 07c4605e4504cc4f",
        "1, 350d28b420, 3487d970b2, 2a350d28b4203487d970b2",
    })
    void serverIdsInPlainSight(int configuration, String server, String nonce, String id) {
        assertThat(ids(configuration, server, nonce.length() / 2, "").of(bytes(nonce), 0))
                .hasToString(id);
    }

    @ParameterizedTest
    @CsvSource({
        "0, ed793a, ee080dbf, 0720b1d07b359d3c",
        "1, ed793a51d49b8f5fab65, ee080dbf48, 2fcc381bc74cb4fbad2823a3d1f8fed2",
        "2, ed793a51d49b8f5f, ee080dbf48c0d1e5, 504dd2d05a7b0de9b2b9907afb5ecf8cc3",
        "3, ed793a51d49b8f5fab, ee080dbf48c0d1e55d, 125779c9cc86beb3a3a4a3ca96fce4bfe0cdbc",
    })
    void serverIdsUnderAKey(int configuration, String server, String nonce, String vector) {
        LoadBalancedConnectionIds ids = ids(configuration, server, nonce.length() / 2, KEY);
        // the vector of configuration 3 has the first byte of configuration 0
        String id = configuration == 3 ? "72" + vector.substring(2) : vector;

        ConnectionId made = ids.of(bytes(nonce), 0);

        assertThat(made).hasToString(id);
        assertThat(ids.mayHaveMade(made)).isTrue();
    }

    @Test
    void theExampleOfTheFourRounds() { // section 5.4.2.4
        LoadBalancedConnectionIds ids = ids(0, "31441a", 4, "fdf726a9893ec05c0632d3956680baf0");

        assertThat(ids.of(bytes("9c69c275"), 0)).hasToString("0767947d29be054a");
    }

    @ParameterizedTest
    @ValueSource(ints = {4, 5, 8, 12, 13, 16})
    void idsDoNotComeTwiceAndAreKnownAgain(int nonceLength) {
        for (String key : new String[] {"", KEY}) {
            LoadBalancedConnectionIds ids = ids(5, "0102", nonceLength, key);
            Set<ConnectionId> made = new HashSet<>();
            for (int i = 0; i < 300; i++) {
                ConnectionId id = ids.generate();
                assertThat(id.length()).isEqualTo(ids.length()).isEqualTo(3 + nonceLength);
                assertThat(ids.mayHaveMade(id)).isTrue();
                made.add(id);
            }
            assertThat(made).hasSize(300);
        }
    }

    @Test
    void idsOfOtherServersAndConfigurationsAreForeign() {
        LoadBalancedConnectionIds ids = ids(1, "0102", 6, KEY);

        assertThat(ids.mayHaveMade(ids(1, "0103", 6, KEY).generate())).isFalse();
        assertThat(ids.mayHaveMade(ids(2, "0102", 6, KEY).generate())).isFalse();
        assertThat(ids.mayHaveMade(ids(1, "0102", 7, KEY).generate())).isFalse();
        assertThat(ids.mayHaveMade(ConnectionId.EMPTY)).isFalse();
    }

    @Test
    void theLengthMayBeHidden() {
        LoadBalancing agreed =
                new LoadBalancing(
                        6, bytes("0102"), 6, Optional.of(bytes(KEY)), LengthInFirstByte.HIDDEN);
        LoadBalancedConnectionIds ids = new LoadBalancedConnectionIds(agreed, random);
        Set<Integer> firsts = new HashSet<>();
        for (int i = 0; i < 500; i++) {
            int first = ids.generate().toBytes()[0] & 0xff;
            assertThat(first >> 5).isEqualTo(6);
            firsts.add(first);
        }
        assertThat(firsts).hasSize(32);
    }

    @Test
    void whatTheDraftRulesOutIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> ids(7, "01", 4, ""));
        assertThatIllegalArgumentException().isThrownBy(() -> ids(0, "01", 3, ""));
        assertThatIllegalArgumentException().isThrownBy(() -> ids(0, "", 5, ""));
        assertThatIllegalArgumentException().isThrownBy(() -> ids(0, "0102", 18, ""));
        assertThatIllegalArgumentException().isThrownBy(() -> ids(0, "0102", 8, "0102"));
    }

    private LoadBalancedConnectionIds ids(
            int configuration, String server, int nonceLength, String key) {
        return new LoadBalancedConnectionIds(
                new LoadBalancing(
                        configuration,
                        bytes(server),
                        nonceLength,
                        key.isEmpty() ? Optional.empty() : Optional.of(bytes(key)),
                        LengthInFirstByte.TOLD),
                random);
    }

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex);
    }
}
