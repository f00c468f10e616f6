package dev.quoll.core.codec;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.HexFormat;

class VarintTest {
    @ParameterizedTest // RFC 9000 A.1
    @CsvSource({
        "c2197c5eff14e88c, 151288809941952652",
        "9d7f3e7d, 494878333",
        "7bbd, 15293",
        "25, 37",
        "4025, 37"
    })
    void theSamplesAreRead(String hex, long value) throws Exception {
        byte[] bytes = HexFormat.of().parseHex(hex);

        assertThat(new ByteReader().reset(bytes, 0, bytes.length).varint()).isEqualTo(value);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 1",
        "63, 1",
        "64, 2",
        "16383, 2",
        "16384, 4",
        "1073741823, 4",
        "1073741824, 8",
        "4611686018427387903, 8"
    })
    void theShortestFormIsWritten(long value, int size) throws Exception {
        ByteWriter out = new ByteWriter(new byte[Varint.MAX_SIZE]).varint(value);

        assertThat(Varint.size(value)).isEqualTo(size);
        assertThat(out.position()).isEqualTo(size);
        assertThat(new ByteReader().reset(out.array(), 0, size).varint()).isEqualTo(value);
    }

    @ParameterizedTest
    @CsvSource({
        "-1, 100, -2",
        "0, 100, -1",
        "1, 100, 0",
        "64, 100, 63",
        "65, 100, 63",
        "66, 100, 64",
        "100, 30, 30",
        "16385, 20000, 16383",
        "16387, 20000, 16383",
        "16388, 20000, 16384"
    })
    void countedBytesFillTheRoom(int room, int wanted, int fit) {
        assertThat(Varint.countedBytesThatFit(room, wanted)).isEqualTo(fit);
    }

    @Test
    void asManyCountedBytesFitAsPossible() {
        for (int room = 1; room < 20_000; room++) {
            int fit = Varint.countedBytesThatFit(room, Integer.MAX_VALUE);

            assertThat(fit + Varint.size(fit)).isLessThanOrEqualTo(room);
            assertThat(fit + 1 + Varint.size(fit + 1)).isGreaterThan(room);
        }
    }
}
