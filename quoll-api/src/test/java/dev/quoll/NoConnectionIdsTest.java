package dev.quoll;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quoll.config.ConnectionIds;
import dev.quoll.config.EndpointConfig;
import dev.quoll.config.ServerConfig;
import dev.quoll.config.TransportConfig;
import dev.quoll.error.NoConnectionIdsException;
import dev.quoll.error.NoConnectionIdsException.Reason;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Clients whose connection IDs have no bytes, on real sockets.
@Timeout(60)
class NoConnectionIdsTest {
    private static final Duration LONG = Duration.ofSeconds(30);

    private final ServerConfig serving = ServerConfig.of(TestIdentity.server().serverTls().build());
    private final List<Endpoint> servers = new ArrayList<>();
    private Endpoint client;

    @BeforeEach
    void open() throws IOException {
        for (int i = 0; i < 3; i++) {
            servers.add(Loopback.server(Loopback.V4, TransportConfig.defaults()));
        }
        client = Endpoint.bind(config().build());
    }

    @AfterEach
    void close() {
        client.close();
        servers.forEach(Endpoint::close);
    }

    private static EndpointConfig.Builder config() {
        return EndpointConfig.builder()
                .bindAddress(new InetSocketAddress(Loopback.V4, 0))
                .defaultClient(Loopback.clientConfig(TransportConfig.defaults()))
                .connectionIds(ConnectionIds.none());
    }

    private Loopback.Pair connect(Endpoint server) throws IOException {
        return new Loopback(server, client).connect();
    }

    private static void exchange(Loopback.Pair pair, int length) throws IOException {
        try (SendStream out = pair.server().openUni()) {
            out.write(new byte[length]);
        }
        assertThat(pair.client().acceptUni().readToEnd(length)).hasSize(length);
    }

    @Test
    void connectionsToSeveralServersAreToldApart() throws IOException {
        List<Loopback.Pair> pairs = new ArrayList<>();
        for (Endpoint server : servers) {
            pairs.add(connect(server));
        }
        for (int i = 0; i < pairs.size(); i++) {
            exchange(pairs.get(i), 100_000 + i);
        }
    }

    @Test
    void aSecondConnectionToTheSameServerIsRefused() throws IOException {
        Loopback.Pair first = connect(servers.getFirst());
        assertRefused(Reason.SAME_PEER, () -> connect(servers.getFirst()));
        exchange(first, 10_000);
        assertThat(client.openConnections()).isEqualTo(1);
    }

    @Test
    void afterACloseTheNextConnectionUsesTheSamePort() throws IOException {
        for (int i = 0; i < 8; i++) {
            Loopback.Pair pair = connect(servers.getFirst());
            exchange(pair, 10_000);
            (i % 2 == 0 ? pair.client() : pair.server()).close();
            pair.client().awaitClosed(LONG);
        }
        exchange(connect(servers.getFirst()), 10_000);
    }

    @Test
    void anAttemptThatIsGivenUpLeavesNothingBehind() throws IOException {
        client.startConnect(servers.getFirst().localAddress(), TestIdentity.HOST).cancel();
        client.awaitIdle(LONG);
        servers.getFirst().accept().ignore();
        exchange(connect(servers.getFirst()), 10_000);
    }

    @Test
    void anEndpointWithoutIdsDoesNotServe() {
        assertThatIllegalArgumentException().isThrownBy(() -> config().server(serving).build());
        assertThatIllegalStateException()
                .isThrownBy(() -> client.setServerConfig(Optional.of(serving)));
        client.setServerConfig(Optional.empty());
    }

    @Test
    void itMovesOnlyWithoutConnections() throws IOException {
        InetSocketAddress elsewhere = new InetSocketAddress(Loopback.V4, 0);
        Loopback.Pair pair = connect(servers.getFirst());
        assertRefused(Reason.MIGRATION, () -> client.rebind(elsewhere));
        client.handleNetworkChange();
        exchange(pair, 10_000);
        pair.client().close();
        client.awaitIdle(LONG);
        client.rebind(elsewhere);
        exchange(connect(servers.getFirst()), 10_000);
    }

    private static void assertRefused(Reason reason, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        NoConnectionIdsException.class,
                        e -> assertThat(e.reason()).isEqualTo(reason));
    }
}
