package dev.quoll;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quoll.config.EndpointConfig;
import dev.quoll.config.ServerConfig;
import dev.quoll.config.TransportConfig;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;

/// Endpoints whose threads look for datagrams before they wait for them.
@Timeout(60)
class SpinTest {
    private static final int ROUNDS = 500;

    private static EndpointConfig.Builder config(Duration spin) {
        return EndpointConfig.builder()
                .bindAddress(new InetSocketAddress(Loopback.V4, 0))
                .spin(spin);
    }

    private static Loopback spinning() throws IOException {
        ServerConfig server = ServerConfig.of(TestIdentity.server().serverTls().build());
        Duration most = Duration.ofMillis(1);
        return new Loopback(
                Endpoint.bind(config(most).server(server).build()),
                Endpoint.bind(
                        config(most)
                                .defaultClient(Loopback.clientConfig(TransportConfig.defaults()))
                                .build()));
    }

    @Test
    void thereIsNoneUnlessSaidOtherwiseAndAMillisecondAtMost() {
        assertThat(EndpointConfig.builder().build().spin()).isZero();
        assertThat(config(Duration.ofMillis(1)).build().spin()).hasMillis(1);
        assertThatThrownBy(() -> config(Duration.ofNanos(1_000_001)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> config(Duration.ofNanos(-1)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aConversationGoesOnWhileAnotherThreadWaits() throws Exception {
        try (Loopback loopback = spinning()) {
            Loopback.Pair pair = loopback.connect();
            Thread answering = Thread.ofVirtual().start(() -> answer(pair.server()));
            Thread waiting = Thread.ofPlatform().start(() -> receiveOne(pair.client()));
            BiStream stream = pair.client().openBi();
            byte[] one = new byte[1];
            for (int i = 0; i < ROUNDS; i++) {
                stream.send().write(new byte[] {(byte) i});
                stream.send().flush();
                assertThat(stream.recv().read(one)).isEqualTo(1);
                assertThat(one[0]).isEqualTo((byte) i);
            }
            pair.server().sendDatagram(one);
            waiting.join();
            stream.send().finish();
            answering.join();
        }
    }

    private static void answer(Connection connection) {
        try {
            BiStream stream = connection.acceptBi();
            byte[] one = new byte[1];
            while (stream.recv().read(one) == 1) {
                stream.send().write(one);
                stream.send().flush();
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static void receiveOne(Connection connection) {
        try {
            assertThat(connection.readDatagram()).hasSize(1);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
