package dev.quoll;

import static dev.quoll.core.version.QuicVersion.V1;
import static dev.quoll.core.version.QuicVersion.V2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quoll.config.ClientConfig;
import dev.quoll.config.EndpointConfig;
import dev.quoll.config.ServerConfig;
import dev.quoll.core.error.CloseCause;
import dev.quoll.core.version.QuicVersion;
import dev.quoll.error.ConnectionException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;

/// Both sides find a version, on real sockets.
@Timeout(60)
class VersionTest {
    @Test
    void bothStayInVersionOneUnlessAsked() throws IOException {
        assertThat(versionFound(List.of(V2, V1), List.of(V1, V2), V1)).isEqualTo(V1);
    }

    @Test
    void theyGoOverToVersionTwoIfBothPreferIt() throws IOException {
        assertThat(versionFound(List.of(V2, V1), List.of(V2, V1), V1)).isEqualTo(V2);
    }

    @Test
    void aClientWhoseVersionIsRefusedBeginsAgain() throws IOException {
        assertThat(versionFound(List.of(V1), List.of(V2, V1), V2)).isEqualTo(V1);
    }

    @Test
    void withoutAVersionInCommonThereIsNoConnection() {
        assertThatThrownBy(() -> versionFound(List.of(V1), List.of(V2), V2))
                .isInstanceOfSatisfying(
                        ConnectionException.class,
                        failure ->
                                assertThat(failure.closeCause())
                                        .isInstanceOf(CloseCause.VersionMismatch.class));
    }

    @Test
    void aFirstVersionThatIsNotSpokenIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> client(List.of(V1), V2));
    }

    private static QuicVersion versionFound(
            List<QuicVersion> server, List<QuicVersion> client, QuicVersion first)
            throws IOException {
        EndpointConfig serving =
                EndpointConfig.builder()
                        .bindAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                        .server(ServerConfig.of(TestIdentity.server().serverTls().build()))
                        .versions(server)
                        .build();
        try (Endpoint there = Endpoint.bind(serving);
                Endpoint here = Endpoint.bind(EndpointConfig.client(client(client, first)))) {
            Thread.ofVirtual().start(() -> acceptOne(there));
            Connection connection = here.connect(there.localAddress(), TestIdentity.HOST);
            return connection.version();
        }
    }

    private static void acceptOne(Endpoint server) {
        try {
            server.accept().accept();
        } catch (IOException e) {
            assertThat(e).isNotNull(); // it was closed before anybody came
        }
    }

    private static ClientConfig client(List<QuicVersion> versions, QuicVersion first) {
        return ClientConfig.builder(TestIdentity.server().clientTls().build())
                .versions(versions)
                .version(first)
                .build();
    }
}
