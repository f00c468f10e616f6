package dev.quoll.cli.perf;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

import java.io.ByteArrayOutputStream;
import java.io.IOException;

/// The content of bodies against its definition.
class BodyProperties {
    @Property(tries = 100)
    void theByteAtOffsetIIsIModulo251(@ForAll @IntRange(max = 200_000) int length)
            throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Body.write(out, length);

        assertThat(out.toByteArray()).isEqualTo(expected(0, length));
    }

    @Property(tries = 200)
    void aPieceMatchesWhereItBelongs(
            @ForAll @LongRange(max = 1L << 50) long offset,
            @ForAll @IntRange(max = 200_000) int length) {
        assertThat(Body.matches(offset, expected(offset, length), length)).isTrue();
    }

    @Property(tries = 200)
    void aPieceWithAChangedByteDoesNot(
            @ForAll @LongRange(max = 1L << 50) long offset,
            @ForAll @IntRange(min = 1, max = 200_000) int length,
            @ForAll @IntRange(max = 200_000) int at) {
        byte[] bytes = expected(offset, length);
        bytes[at % length]++;

        assertThat(Body.matches(offset, bytes, length)).isFalse();
    }

    @Property(tries = 50)
    void whatIsWrittenInTheMiddleMatches(
            @ForAll @LongRange(max = 1L << 50) long offset,
            @ForAll @IntRange(max = 64_256) int count)
            throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Body.writeAt(out, offset, count);

        assertThat(Body.matches(offset, out.toByteArray(), count)).isTrue();
    }

    private static byte[] expected(long offset, int length) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) ((offset + i) % 251);
        }
        return bytes;
    }
}
