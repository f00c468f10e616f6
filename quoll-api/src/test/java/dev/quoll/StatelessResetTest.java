package dev.quoll;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quoll.config.ClientConfig;
import dev.quoll.config.EndpointConfig;
import dev.quoll.config.ServerConfig;
import dev.quoll.core.error.CloseCause;
import dev.quoll.error.ConnectionException;
import dev.quoll.udp.NioUdpSocket;
import dev.quoll.udp.UdpSocketConfig;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;

/// A server dies and comes back on the same address, on real sockets.
///
/// @spec https://www.rfc-editor.org/rfc/rfc9000#section-10.3 RFC 9000, section 10.3
@Timeout(60)
class StatelessResetTest {
    private static final byte[] KEY = {
        1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25,
        26, 27, 28, 29, 30, 31, 32
    };

    private final EndpointConfig serving =
            EndpointConfig.builder()
                    .server(ServerConfig.of(TestIdentity.server().serverTls().build()))
                    .resetKey(KEY)
                    .build();

    @Test
    void aServerThatComesBackEndsTheConnectionsItDoesNotKnow() throws IOException {
        SwitchedSocket silent = socket(0);
        Endpoint first = Endpoint.bind(serving, silent);
        InetSocketAddress address = first.localAddress();
        try (Endpoint client =
                Endpoint.bind(
                        EndpointConfig.client(
                                ClientConfig.of(TestIdentity.server().clientTls().build())))) {
            Connecting connecting = client.startConnect(address, TestIdentity.HOST);
            Connection dying = first.accept().accept().await();
            Connection connection = connecting.await();
            connection.awaitHandshakeConfirmed();
            silent.setMode(SwitchedSocket.Mode.LOSE);
            first.close(); // nobody hears of it
            assertThat(dying.closeReason()).isPresent();

            try (Endpoint second = Endpoint.bind(serving, socket(address.getPort()))) {
                assertThat(second.localAddress()).isEqualTo(address);
                saySomething(connection);

                assertThat(connection.awaitClosed(Duration.ofSeconds(20)))
                        .isEqualTo(new CloseCause.StatelessReset());
            }
        }
    }

    private static void saySomething(Connection connection) {
        try {
            connection.openUni().finish();
        } catch (IOException e) { // an acknowledgment was answered before
            assertThat(e).isInstanceOf(ConnectionException.class);
        }
    }

    private static SwitchedSocket socket(int port) throws IOException {
        return new SwitchedSocket(
                NioUdpSocket.open(
                        UdpSocketConfig.bindTo(
                                new InetSocketAddress(InetAddress.getLoopbackAddress(), port))));
    }
}
