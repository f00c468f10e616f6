package dev.quoll.core.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quoll.core.error.TransportErrorCode;
import dev.quoll.core.error.TransportException;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class ByteReaderTest {
    private static final byte[] BYTES = {(byte) 0xff, 1, 2, 3, 4, 5, 6, 7, 8, 9};

    @Test
    void readsBigEndian() throws Exception {
        ByteReader in = new ByteReader();

        assertThat(in.reset(BYTES, 0, 10).uint8()).isEqualTo(0xff);
        assertThat(in.uint8()).isEqualTo(1);
        assertThat(in.reset(BYTES, 0, 10).uint16()).isEqualTo(0xff01);
        assertThat(in.reset(BYTES, 0, 10).uint32()).isEqualTo(0xff010203L);
        assertThat(in.reset(BYTES, 0, 10).uint64()).isEqualTo(0xff01020304050607L);
        assertThat(in.remaining()).isEqualTo(2);
        assertThat(in.bytes(2)).containsExactly(8, 9);
        assertThat(in.hasRemaining()).isFalse();
    }

    @Test
    void staysInItsPartOfTheArray() throws Exception {
        ByteReader in = new ByteReader();

        assertEnds(in.reset(BYTES, 1, 0)::uint8);
        assertEnds(in.reset(BYTES, 1, 1)::uint16);
        assertEnds(in.reset(BYTES, 1, 3)::uint32);
        assertEnds(in.reset(BYTES, 1, 7)::uint64);
        assertEnds(in.reset(BYTES, 1, 0)::varint);
        assertEnds(in.reset(BYTES, 0, 7)::varint);
        assertEnds(in.reset(BYTES, 3, 3)::countOfBytes);
        assertEnds(() -> in.reset(BYTES, 1, 2).bytes(3));
        assertEnds(() -> in.reset(BYTES, 1, 2).skip(3));
        assertThat(in.reset(BYTES, 3, 4).countOfBytes()).isEqualTo(3);
    }

    @Test
    void refusesAPartOutsideTheArray() {
        ByteReader in = new ByteReader();

        assertThatThrownBy(() -> in.reset(BYTES, 5, 6))
                .isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void throwsTheErrorItWasMadeWith() {
        ByteReader in = new ByteReader(TransportErrorCode.TRANSPORT_PARAMETER_ERROR);

        assertThatThrownBy(in::uint8)
                .isInstanceOfSatisfying(
                        TransportException.class,
                        e ->
                                assertThat(e.code())
                                        .isEqualTo(
                                                TransportErrorCode.TRANSPORT_PARAMETER_ERROR
                                                        .code()));
    }

    private static void assertEnds(ThrowingCallable read) {
        assertThatThrownBy(read)
                .isInstanceOfSatisfying(
                        TransportException.class,
                        e ->
                                assertThat(e.code())
                                        .isEqualTo(TransportErrorCode.FRAME_ENCODING_ERROR.code()));
    }
}
