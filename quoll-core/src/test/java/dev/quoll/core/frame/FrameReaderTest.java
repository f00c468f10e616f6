package dev.quoll.core.frame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quoll.core.error.TransportErrorCode;
import dev.quoll.core.error.TransportException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.HexFormat;

class FrameReaderTest {
    private final FrameReader reader = new FrameReader();

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "unknown type, 21",
        "unknown two-byte type, 7e75",
        "unknown eight-byte type, c9f81a6011223344",
        "range below 0, 0205000006",
        "second range below 0, 020500010205 00",
        "lowest range below 0, 02 05 00 01 00 03 01",
        "ranges that go far below 0, 02 00 00 01 00 ffffffffffffffff ffffffffffffffff",
        "more ranges than bytes, 02 7fff 00 ffffffffffffffff 00 00 00",
        "CRYPTO behind 2^62-1, 06 ffffffffffffffff 01 00",
        "STREAM behind 2^62-1, 0e 00 ffffffffffffffff 01 00",
        "STREAM longer than the packet, 0a 00 05 01 02",
        "CRYPTO longer than the packet, 06 00 ffffffffffffffff 00",
        "NEW_TOKEN longer than the packet, 07 ffffffffffffffff 00",
        "empty NEW_TOKEN, 07 00",
        "MAX_STREAMS over 2^60, 12 d000000000000001",
        "unidirectional MAX_STREAMS over 2^60, 13 d000000000000001",
        "STREAMS_BLOCKED over 2^60, 16 d000000000000001",
        "empty connection ID, 18 01 00 00 00112233445566778899aabbccddeeff",
        "connection ID of 21 bytes, 18 01 00 15 000102030405060708090a0b0c0d0e0f101112131415"
                + "00112233445566778899aabbccddeeff",
        "retires more than itself, 18 01 02 01 aa 00112233445566778899aabbccddeeff",
        "reason longer than the packet, 1c 00 00 05 61"
    })
    void aMalformedFrameIsAnEncodingError(String what, String hex) {
        assertRefused(hex, TransportErrorCode.FRAME_ENCODING_ERROR);
    }

    @ParameterizedTest // RFC 9000 §12.4
    @ValueSource(strings = {"4001", "80000001", "c000000000000001", "4008 00", "4000"})
    void aTypeInALongerFormIsAViolation(String hex) {
        assertRefused(hex, TransportErrorCode.PROTOCOL_VIOLATION);
    }

    @Test
    void fieldsMayBeInALongerForm() throws Exception {
        reset("10 c000000000000005");

        assertThat(reader.next()).isEqualTo(new MaxDataFrame(5));
    }

    @Test
    void theTypeAtFaultIsKnown() {
        reset("01 7e75");

        assertThat(reader.frameType()).isZero();
        assertThatThrownBy(
                        () -> {
                            assertThat(reader.next()).isEqualTo(PingFrame.INSTANCE);
                            assertThat(reader.frameType()).isEqualTo(1);
                            reader.next();
                        })
                .isInstanceOf(TransportException.class);
        assertThat(reader.frameType()).isEqualTo(0x3e75);
    }

    @Test
    void aRunOfPaddingIsOneFrame() throws Exception {
        reset("000000 01 00");

        assertThat(reader.next()).isEqualTo(new PaddingFrame(3));
        assertThat(reader.next()).isEqualTo(PingFrame.INSTANCE);
        assertThat(reader.next()).isEqualTo(new PaddingFrame(1));
        assertThat(reader.next()).isNull();
    }

    @Test
    void theHighestOffsetIsAllowed() throws Exception {
        reset("0e 00 fffffffffffffffe 01 00");

        assertThat(reader.next()).isInstanceOf(StreamFrame.class);
    }

    @Test // RFC 9002 §2
    void someFramesAskForNoAcknowledgement() throws Exception {
        assertThat(first("02 05 00 00 00").isAckEliciting()).isFalse();
        assertThat(first("00").isAckEliciting()).isFalse();
        assertThat(first("1c 00 00 00").isAckEliciting()).isFalse();
        assertThat(first("1d 00 00").isAckEliciting()).isFalse();
        assertThat(first("01").isAckEliciting()).isTrue();
        assertThat(first("08 00").isAckEliciting()).isTrue();
    }

    private Frame first(String hex) throws TransportException {
        reset(hex);
        Frame frame = reader.next();
        assertThat(frame).isNotNull();
        return frame;
    }

    private void assertRefused(String hex, TransportErrorCode code) {
        reset(hex);
        assertThatThrownBy(reader::next)
                .isInstanceOfSatisfying(
                        TransportException.class, e -> assertThat(e.code()).isEqualTo(code.code()));
    }

    private void reset(String hex) {
        byte[] bytes = HexFormat.of().parseHex(hex.replace(" ", ""));
        reader.reset(bytes, 0, bytes.length);
    }
}
