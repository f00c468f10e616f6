package dev.quoll.cli.http3;

import static dev.quoll.cli.http3.ErrorCode.H3_EXCESSIVE_LOAD;
import static dev.quoll.cli.http3.ErrorCode.H3_FRAME_ERROR;
import static dev.quoll.cli.http3.Http3Exception.Scope.CONNECTION;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quoll.core.id.Side;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/// Streams of frames, whole, cut off and of random bytes.
class FrameReaderProperties {
    @Property
    void aNumberIsReadAsItWasWritten(@ForAll @LongRange(max = Varint.MAX) long number)
            throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Varint.write(out, number);

        assertThat(Varint.read(new ByteArrayInputStream(out.toByteArray()))).hasValue(number);
    }

    @Property
    void framesAreReadAsTheyWereWrittenAndUnknownOnesSkipped(
            @ForAll @Size(max = 5) List<@Size(max = 300) byte[]> payloads) throws IOException {
        Wire wire = new Wire();
        for (byte[] payload : payloads) {
            wire.frame(Grease.number(), payload).frame(FrameType.DATA, payload);
        }
        FrameReader reader = new FrameReader(wire.in());
        for (byte[] payload : payloads) {
            assertThat(reader.next()).isTrue();
            assertThat(reader.payload(300)).isEqualTo(payload);
        }

        assertThat(reader.next()).isFalse();
    }

    @Property
    void aFrameThatIsCutOffIsAnError(
            @ForAll @Size(max = 300) byte[] payload, @ForAll @IntRange(min = 1) int cut)
            throws IOException {
        byte[] whole = new Wire().frame(FrameType.HEADERS, payload).bytes();
        byte[] part = Arrays.copyOf(whole, 1 + cut % whole.length);
        if (part.length < whole.length) {
            FrameReader reader = new FrameReader(new ByteArrayInputStream(part));

            Wire.assertError(
                    H3_FRAME_ERROR,
                    CONNECTION,
                    () -> {
                        reader.next();
                        reader.payload(300);
                    });
        }
    }

    @Property
    void aPayloadOverTheLimitIsNotRead(@ForAll @LongRange(min = 1, max = Varint.MAX) long length)
            throws IOException {
        byte[] header = new Wire().number(FrameType.HEADERS).number(length).bytes();
        FrameReader reader = new FrameReader(new ByteArrayInputStream(header));
        assertThat(reader.next()).isTrue();
        int limit = (int) Math.min(length - 1, Integer.MAX_VALUE);

        Wire.assertError(H3_EXCESSIVE_LOAD, CONNECTION, () -> reader.payload(limit));
    }

    @Property
    void randomBytesAreAMessageOrAnErrorOfThePeer(@ForAll @Size(max = 200) byte[] bytes)
            throws IOException {
        FrameReader frames = new FrameReader(new ByteArrayInputStream(bytes));
        MessageReader message = new MessageReader(Side.SERVER, 0, frames, new FieldCodec());
        try {
            message.head();
            byte[] buffer = new byte[16];
            while (message.read(buffer) >= 0) {
                assertThat(buffer).isNotNull();
            }
        } catch (Http3Exception e) {
            assertThat(e.code()).isNotNull();
        }
    }

    @Property
    void randomFieldSectionsAreFieldsOrAnErrorOfThePeer(@ForAll @Size(max = 60) byte[] bytes) {
        byte[] section = new byte[bytes.length + 2];
        System.arraycopy(bytes, 0, section, 2, bytes.length);
        try {
            assertThat(new FieldCodec().decode(0, section)).isNotNull();
        } catch (Http3Exception e) {
            assertThat(e.code()).isNotNull();
        }
    }
}
