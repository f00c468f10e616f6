package dev.quoll.core.protection;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.HexFormat;

class NonceTest {
    private static final HexFormat HEX = HexFormat.of();

    @ParameterizedTest
    @CsvSource({
        // RFC 9001 A.5
        "e0459b3474bdd0e44a41c144, 0, 654360564, e0459b3474bdd0e46d417eb0",
        // Path ID in the first four bytes, packet number in the last eight
        "000000000000000000000000, 4294967295, 4611686018427387903, ffffffff3fffffffffffffff",
        // Multipath §2.4, and the same IV with other paths and numbers
        "6b26114b9cba2b63a9e8dd4f, 3, 54321, 6b2611489cba2b63a9e8097e",
        "6b26114b9cba2b63a9e8dd4f, 0, 54321, 6b26114b9cba2b63a9e8097e",
        "6b26114b9cba2b63a9e8dd4f, 1, 0, 6b26114a9cba2b63a9e8dd4f",
        "6b26114b9cba2b63a9e8dd4f, 2, 12345, 6b2611499cba2b63a9e8ed76",
        "6b26114b9cba2b63a9e8dd4f, 4294967295, 4611686018427387903, 94d9eeb4a345d49c561722b0"
    })
    void pathAndPacketNumberAreMixedIntoTheIv(
            String iv, long pathId, long packetNumber, String nonce) {
        Nonce nonces = new Nonce(HEX.parseHex(iv));

        assertThat(nonces.of(1, 2)).isNotEqualTo(HEX.parseHex(nonce));
        assertThat(nonces.of(pathId, packetNumber)).isEqualTo(HEX.parseHex(nonce));
    }
}
