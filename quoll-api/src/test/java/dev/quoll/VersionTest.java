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
import dev.quoll.tls.resumption.MemorySessionStore;
import dev.quoll.tls.resumption.SessionStore;
import dev.quoll.token.TokenStore;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;

/// Both sides find a version, on real sockets.
@Timeout(60)
class VersionTest {
    private final Queue<Connecting> accepted = new ConcurrentLinkedQueue<>(); // held until the end

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

    @Test
    void whatIsKeptIsOfTheVersionThatWasAgreedOn() throws Exception { // RFC 9369 §5
        SessionStore sessions = new MemorySessionStore();
        KeyedTokens tokens = new KeyedTokens();
        ClientConfig preferring =
                ClientConfig.builder(TestIdentity.server().clientTls().sessions(sessions).build())
                        .versions(List.of(V2, V1))
                        .tokenStore(tokens)
                        .build();
        try (Endpoint there = Endpoint.bind(serving(List.of(V2, V1)));
                Endpoint here = Endpoint.bind(EndpointConfig.client(preferring))) {
            Thread.ofVirtual().start(() -> acceptOne(there));
            Connection first = here.connect(there.localAddress(), TestIdentity.HOST);
            assertThat(first.version()).isEqualTo(V2);
            String server = TestIdentity.HOST + ":" + there.localAddress().getPort();
            assertThat(tokens.asked.take()).isEqualTo(server); // it began in version 1
            assertThat(tokens.given.take()).isEqualTo(server + "/v2");
            awaitSession(sessions, server + "/v2");

            Thread.ofVirtual().start(() -> acceptOne(there));
            Connection second = here.connect(there.localAddress(), TestIdentity.HOST);
            assertThat(tokens.asked.take()).isEqualTo(server + "/v2");
            assertThat(second.handshakeData().orElseThrow().resumed()).isTrue();
        }
    }

    private static void awaitSession(SessionStore sessions, String server) {
        List<String> protocols = List.of(TestIdentity.ALPN);
        Eventually.holds(() -> sessions.has(server, protocols, Instant.now()));
    }

    /// Tells under which names tokens are asked for and given.
    private static final class KeyedTokens implements TokenStore {
        private final BlockingQueue<String> asked = new LinkedBlockingQueue<>();
        private final BlockingQueue<String> given = new LinkedBlockingQueue<>();

        @Override
        public void put(String server, byte[] token) {
            given.add(server);
        }

        @Override
        public Optional<byte[]> take(String server) {
            asked.add(server);
            return Optional.empty();
        }
    }

    private static EndpointConfig serving(List<QuicVersion> versions) {
        return EndpointConfig.builder()
                .bindAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .server(ServerConfig.of(TestIdentity.server().serverTls().build()))
                .versions(versions)
                .build();
    }

    private QuicVersion versionFound(
            List<QuicVersion> server, List<QuicVersion> client, QuicVersion first)
            throws IOException {
        try (Endpoint there = Endpoint.bind(serving(server));
                Endpoint here = Endpoint.bind(EndpointConfig.client(client(client, first)))) {
            Thread.ofVirtual().start(() -> acceptOne(there));
            Connection connection = here.connect(there.localAddress(), TestIdentity.HOST);
            return connection.version();
        }
    }

    private void acceptOne(Endpoint server) {
        try {
            accepted.add(server.accept().accept());
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
