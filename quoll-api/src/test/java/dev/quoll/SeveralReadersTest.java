package dev.quoll;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.quoll.config.EndpointConfig;
import dev.quoll.config.TransportConfig;
import dev.quoll.udp.MemoryHub;
import dev.quoll.udp.NioUdpSocket;
import dev.quoll.udp.UdpSocketConfig;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;

/// Endpoints that are to have several readers.
@Timeout(60)
class SeveralReadersTest {
    private static final InetSocketAddress ANY = new InetSocketAddress(Loopback.V4, 0);

    private static EndpointConfig config(int readers) {
        return EndpointConfig.builder()
                .bindAddress(ANY)
                .readers(readers)
                .defaultClient(Loopback.clientConfig(TransportConfig.defaults()))
                .build();
    }

    @Test
    void thereIsOneUnlessSaidOtherwiseAndSixtyFourAtMost() {
        assertThat(EndpointConfig.builder().build().readers()).isEqualTo(1);
        assertThat(config(64).readers()).isEqualTo(64);
        assertThatThrownBy(() -> config(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> config(65)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void anEndpointOfSeveralGoesToAnotherAddressButNotToOneSocket() throws IOException {
        assumeTrue(System.getProperty("os.name").equals("Linux"), "sockets may not share a port");
        try (Loopback loopback =
                new Loopback(
                        Loopback.server(Loopback.V4, TransportConfig.defaults()),
                        Endpoint.bind(config(2)))) {
            Loopback.Pair pair = loopback.connect();
            pair.client().awaitHandshakeConfirmed(java.time.Duration.ofSeconds(30));
            InetSocketAddress old = loopback.client().localAddress();
            try (NioUdpSocket one = NioUdpSocket.open(UdpSocketConfig.bindTo(ANY))) {
                assertThatThrownBy(() -> loopback.client().rebind(one))
                        .isInstanceOf(IllegalStateException.class);
            }
            assertThat(loopback.client().localAddress()).isEqualTo(old);

            loopback.client().rebind(ANY);

            assertThat(loopback.client().localAddress()).isNotEqualTo(old);
            assertSays(pair, "after");
        }
    }

    @Test
    void withCarriersAndOwnSocketsThereIsOne() throws IOException {
        MemoryHub hub = new MemoryHub("hub", 1400);
        NioUdpSocket own = NioUdpSocket.open(UdpSocketConfig.bindTo(ANY));
        try (Endpoint carried = Endpoint.bind(config(3), List.of(hub.carrier("x")));
                Endpoint ofOwn = Endpoint.bind(config(3), own)) {
            for (Endpoint each : List.of(carried, ofOwn)) {
                each.rebind(NioUdpSocket.open(UdpSocketConfig.bindTo(ANY)));
            }
        }
    }

    private static void assertSays(Loopback.Pair pair, String word) throws IOException {
        try (SendStream out = pair.client().openUni()) {
            out.write(word.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        }
        assertThat(pair.server().acceptUni().readAllBytes()).asString().isEqualTo(word);
    }
}
