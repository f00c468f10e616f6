package dev.quoll.core.space;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quoll.core.error.TransportErrorCode;
import dev.quoll.core.error.TransportException;

import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;

class CryptoStreamTest {
    private final CryptoStream stream = new CryptoStream(4096);

    @Test
    void bytesComeOutInOrder() throws TransportException {
        receive(3, "def");
        assertThat(read()).isEmpty();
        assertThat(stream.hasUnread()).isTrue();
        receive(0, "abc");
        assertThat(read()).isEqualTo("abcdef");
        assertThat(stream.hasUnread()).isFalse();
    }

    @Test
    void dataFarAheadIsRefused() throws TransportException { // RFC 9000 §7.5
        receive(4095, "x");
        assertThatThrownBy(() -> receive(4096, "x"))
                .isInstanceOfSatisfying(
                        TransportException.class,
                        e ->
                                assertThat(e.code())
                                        .isEqualTo(
                                                TransportErrorCode.CRYPTO_BUFFER_EXCEEDED.code()));
    }

    private void receive(long offset, String text) throws TransportException {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        stream.onCrypto(offset, bytes, 0, bytes.length);
    }

    private String read() {
        return new String(stream.read(100), StandardCharsets.US_ASCII);
    }
}
