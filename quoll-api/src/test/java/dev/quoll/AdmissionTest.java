package dev.quoll;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quoll.config.ClientConfig;
import dev.quoll.config.EndpointConfig;
import dev.quoll.config.ServerConfig;
import dev.quoll.config.TransportConfig;
import dev.quoll.core.error.CloseCause;
import dev.quoll.core.error.TransportErrorCode;
import dev.quoll.error.ConnectionException;
import dev.quoll.token.TokenKeys;
import dev.quoll.token.TokenStore;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.function.UnaryOperator;

/// Who is let in, over real sockets.
@Timeout(60)
class AdmissionTest {
    private enum By {
        RETRY,
        TOKEN
    }

    /// Endpoints that close wait for three probe timeouts.
    private static final TransportConfig NEARBY =
            TransportConfig.builder().initialRtt(Duration.ofMillis(20)).build();

    private final Queue<AutoCloseable> open = new ArrayDeque<>();
    private final Queue<Connecting> held = new ArrayDeque<>();
    private final Kept kept = new Kept();
    private final Queue<By> cameBy = new ConcurrentLinkedQueue<>();

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable each : open) {
            each.close();
        }
    }

    private Endpoint server(UnaryOperator<ServerConfig.Builder> change) throws IOException {
        ServerConfig config =
                change.apply(
                                ServerConfig.builder(TestIdentity.server().serverTls().build())
                                        .transport(NEARBY))
                        .build();
        return opened(
                Endpoint.bind(
                        EndpointConfig.server(new InetSocketAddress(Loopback.V4, 0), config)));
    }

    private Endpoint client() throws IOException {
        return opened(
                Endpoint.bind(
                        EndpointConfig.builder()
                                .bindAddress(new InetSocketAddress(Loopback.V4, 0))
                                .defaultClient(
                                        ClientConfig.builder(
                                                        TestIdentity.server().clientTls().build())
                                                .transport(NEARBY)
                                                .tokenStore(kept)
                                                .build())
                                .build()));
    }

    private Endpoint opened(Endpoint endpoint) {
        open.add(endpoint);
        return endpoint;
    }

    /// Its end would be closed if nobody held it.
    private Connecting start(Endpoint client, Endpoint server) throws IOException {
        Connecting attempt = client.startConnect(server.localAddress(), TestIdentity.HOST);
        held.add(attempt);
        return attempt;
    }

    private static void isRefusedWith(TransportErrorCode code, Connecting attempt) {
        assertThatThrownBy(attempt::await)
                .isInstanceOfSatisfying(
                        ConnectionException.class,
                        failure ->
                                assertThat(failure.closeCause())
                                        .isInstanceOfSatisfying(
                                                CloseCause.PeerTransportClose.class,
                                                close ->
                                                        assertThat(close.code())
                                                                .isEqualTo(code.code())));
    }

    @Test
    void aClientThatIsAskedProvesItsAddressAndIsAccepted() throws IOException {
        Endpoint server = server(config -> config);
        Connecting attempt = start(client(), server);
        Incoming first = server.accept();
        assertThat(first.remoteAddressValidated()).isFalse();
        assertThat(first.mayRetry()).isTrue();

        first.retry();
        Incoming second = afterRetry(server);

        assertThat(second.remoteAddressValidated()).isTrue();
        assertThat(second.mayRetry()).isFalse();
        assertThat(second.remoteAddress()).isEqualTo(first.remoteAddress());
        assertThat(second.originalDestinationConnectionId())
                .isEqualTo(first.originalDestinationConnectionId());
        assertThatThrownBy(second::retry).isInstanceOf(IllegalStateException.class);
        second.accept().await();
        attempt.await();
        assertThat(server.stats().retried()).isPositive();
        assertThat(server.stats().accepted()).isEqualTo(1);
    }

    /// The client with its token; what was left of its first flight may come before.
    private static Incoming afterRetry(Endpoint server) throws IOException {
        Incoming client = server.accept();
        while (client.mayRetry()) {
            client.ignore();
            client = server.accept();
        }
        return client;
    }

    @Test
    void aClientIsAnsweredOnce() throws IOException {
        Endpoint server = server(config -> config);
        start(client(), server);
        Incoming incoming = server.accept();
        incoming.retry();

        assertThatThrownBy(incoming::retry).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(incoming::accept).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(incoming::refuse).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(incoming::ignore).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aClientIsRefused() throws IOException {
        Endpoint server = server(config -> config);
        Connecting attempt = start(client(), server);
        server.accept().refuse();

        isRefusedWith(TransportErrorCode.CONNECTION_REFUSED, attempt);
        assertThat(server.stats().refused()).isPositive();
    }

    @Test
    void aClientIsRefusedAfterARetry() throws IOException {
        Endpoint server = server(config -> config);
        Connecting attempt = start(client(), server);
        server.accept().retry();
        afterRetry(server).refuse();

        isRefusedWith(TransportErrorCode.CONNECTION_REFUSED, attempt);
    }

    @Test
    void someAreRefusedByTheirAddressAndTheOthersAskedForProof() throws IOException {
        Endpoint server = server(config -> config);
        Endpoint good = client();
        Endpoint bad = client();
        Thread.ofVirtual().start(() -> serve(server, good.localAddress()));

        isRefusedWith(TransportErrorCode.CONNECTION_REFUSED, start(bad, server));
        start(good, server).await();

        assertThat(server.stats().refused()).isPositive();
        assertThat(server.stats().retried()).isPositive();
    }

    private static void serve(Endpoint server, InetSocketAddress good) {
        try {
            server.serve(
                    client -> {
                        if (!client.remoteAddress().equals(good)) {
                            client.refuse();
                            return Optional.empty();
                        }
                        return AdmissionPolicy.provedAddresses().admit(client);
                    },
                    Connection::awaitClosed);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void noClientWaitsWhereNoneMay() throws IOException {
        Endpoint server = server(config -> config.maxIncoming(0));
        TransportConfig impatient =
                TransportConfig.builder().handshakeTimeout(Duration.ofMillis(300)).build();
        Connecting attempt =
                client().startConnect(
                                Loopback.clientConfig(impatient),
                                server.localAddress(),
                                TestIdentity.HOST);

        assertThatThrownBy(attempt::await)
                .isInstanceOfSatisfying(
                        ConnectionException.class,
                        failure ->
                                assertThat(failure.closeCause())
                                        .isInstanceOf(CloseCause.TimedOut.class));
    }

    @Test
    void protocolsAreSeenBeforeTheClientIsAnswered() throws IOException {
        Endpoint server = server(config -> config);
        Connecting attempt = start(client(), server);
        Incoming incoming = server.accept();

        assertThat(incoming.alpns(Duration.ofSeconds(10))).containsExactly(TestIdentity.ALPN);
        assertThat(incoming.alpns()).contains(List.of(TestIdentity.ALPN));
        incoming.accept().await();
        attempt.await();
    }

    @Test
    void aClientIsAcceptedWithAConfigurationOfItsOwn() throws IOException {
        Endpoint server = server(config -> config);
        Connecting attempt = start(client(), server);
        TransportConfig noStreams = TransportConfig.builder().maxConcurrentBidiStreams(0).build();

        Connection served =
                server.accept()
                        .accept(
                                ServerConfig.builder(TestIdentity.server().serverTls().build())
                                        .transport(noStreams)
                                        .build())
                        .await();

        Connection connection = attempt.await();
        assertThatThrownBy(() -> connection.openBi(Duration.ofMillis(100)))
                .isInstanceOf(SocketTimeoutException.class);
        assertThat(served.closeReason()).isEmpty(); // as it would be if nobody held it
    }

    @Test
    void aTokenSavesTheSecondRetry() throws Exception {
        Endpoint server = server(config -> config);
        Thread.ofVirtual().start(() -> serveProved(server));
        Endpoint client = client();

        start(client, server).await();
        kept.came.await();
        start(client, server).await();

        assertThat(cameBy).containsExactly(By.RETRY, By.TOKEN);
    }

    @Test
    void aTokenThatIsUsedAgainCostsARoundTripAndNothingElse() throws Exception {
        Endpoint server = server(config -> config);
        Thread.ofVirtual().start(() -> serveProved(server));
        Endpoint client = client();
        start(client, server).await();
        kept.came.await();
        kept.keepsGivingTheSame = true;

        start(client, server).await();
        start(client, server).await();

        assertThat(cameBy).containsExactly(By.RETRY, By.TOKEN, By.RETRY);
    }

    @Test
    void machinesWithTheSameKeysKnowEachOthersClients() throws Exception {
        byte[] key = new byte[TokenKeys.KEY_LENGTH];
        Endpoint one = server(config -> config.tokenKeys(TokenKeys.of(key)));
        TokenKeys later = TokenKeys.of(filled(1), key);
        Endpoint other = server(config -> config.tokenKeys(later));
        Thread.ofVirtual().start(() -> serveProved(one));
        Thread.ofVirtual().start(() -> serveProved(other));
        Endpoint client = client();

        start(client, one).await();
        kept.came.await();
        start(client, other).await();

        assertThat(cameBy).containsExactly(By.RETRY, By.TOKEN);
    }

    private static byte[] filled(int with) {
        byte[] key = new byte[TokenKeys.KEY_LENGTH];
        Arrays.fill(key, (byte) with);
        return key;
    }

    @Test
    void aServerGivesAsManyTokensAsItIsToldTo() throws Exception {
        Endpoint server = server(config -> config.newTokenCount(0));
        Thread.ofVirtual().start(() -> serveProved(server));
        Endpoint client = client();
        start(client, server).await().awaitHandshakeConfirmed();

        start(client, server).await();

        assertThat(cameBy).containsExactly(By.RETRY, By.RETRY);
    }

    private void serveProved(Endpoint server) {
        try {
            server.serve(
                    client -> {
                        Optional<Connecting> accepted =
                                AdmissionPolicy.provedAddresses().admit(client);
                        accepted.ifPresent(
                                _ -> cameBy.add(client.mayRetry() ? By.TOKEN : By.RETRY));
                        return accepted;
                    },
                    Connection::awaitClosed);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Gives out what came, in its order.
    private static final class Kept implements TokenStore {
        private final CountDownLatch came = new CountDownLatch(1);
        private final Queue<byte[]> tokens = new ConcurrentLinkedQueue<>();
        private volatile boolean keepsGivingTheSame;

        @Override
        public void put(String server, byte[] token) {
            if (!keepsGivingTheSame) {
                tokens.add(token);
            }
            came.countDown();
        }

        @Override
        public Optional<byte[]> take(String server) {
            return Optional.ofNullable(keepsGivingTheSame ? tokens.peek() : tokens.poll());
        }
    }
}
