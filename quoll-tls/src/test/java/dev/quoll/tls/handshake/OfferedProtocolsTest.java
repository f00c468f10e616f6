package dev.quoll.tls.handshake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quoll.core.spi.EncryptionLevel;
import dev.quoll.core.spi.TlsEvent;
import dev.quoll.core.spi.TlsSession;
import dev.quoll.tls.TlsClientConfig;

import org.junit.jupiter.api.Test;

import java.util.Arrays;
import java.util.List;

/// What can be seen of a ClientHello before it is answered.
class OfferedProtocolsTest {
    private static byte[] hello(String... protocols) {
        TlsSession session =
                TlsClientConfig.builder()
                        .alpn(protocols)
                        .build()
                        .newSession("server.test", new byte[20]);
        for (TlsEvent event = session.poll(); event != null; event = session.poll()) {
            if (event instanceof TlsEvent.HandshakeBytes(EncryptionLevel _, byte[] bytes)) {
                return bytes;
            }
        }
        throw new IllegalStateException("a client that says nothing");
    }

    @Test
    void theNamesComeInTheClientsOrder() {
        assertThat(OfferedProtocols.in(hello("b", "a"))).contains(List.of("b", "a"));
    }

    @Test
    void aPartOfTheMessageIsNotEnough() {
        byte[] whole = hello("a");
        for (int length = 0; length < whole.length; length++) {
            assertThat(OfferedProtocols.in(Arrays.copyOf(whole, length))).isEmpty();
        }
    }

    @Test
    void whatIsNoClientHelloOffersNothing() {
        assertThat(OfferedProtocols.in(new byte[] {2, 0, 0, 1, 0})).contains(List.of());
        assertThat(OfferedProtocols.in(new byte[] {1, 0, 0, 1, 0})).contains(List.of());
        assertThat(OfferedProtocols.in(new byte[] {99, 0, 0, 1, 0})).contains(List.of());
        assertThat(OfferedProtocols.in(new byte[] {1, 99, 0, 1, 0})).contains(List.of());
    }
}
