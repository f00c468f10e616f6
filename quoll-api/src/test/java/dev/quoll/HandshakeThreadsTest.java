package dev.quoll;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quoll.config.ClientConfig;
import dev.quoll.config.TransportConfig;
import dev.quoll.tls.TlsClientConfig;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.Socket;
import java.security.cert.X509Certificate;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;

import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

/// Which thread does a client's slow work, seen by who judges the server's certificate.
@Timeout(60)
class HandshakeThreadsTest {
    private final AtomicReference<Thread> judge = new AtomicReference<>();
    private Endpoint server;
    private Endpoint client;
    private CompletableFuture<Connection> accepted; // held, or it would be closed once collected

    @BeforeEach
    void open() throws IOException {
        server = Loopback.server(Loopback.V4, TransportConfig.defaults());
        client = Loopback.client(Loopback.V4, TransportConfig.defaults());
        accepted =
                CompletableFuture.supplyAsync(
                        () -> {
                            try {
                                return server.accept().accept().await();
                            } catch (IOException e) {
                                throw new AssertionError(e);
                            }
                        });
    }

    @AfterEach
    void close() {
        var _ = accepted.thenAccept(Connection::close);
        client.close();
        server.close();
    }

    @Test
    void whoConnectsDoesIt() throws IOException {
        try (Connection _ = start().await()) {
            assertThat(judge.get()).isSameAs(Thread.currentThread());
        }
    }

    @Test
    void soDoesAVirtualThread() throws Exception {
        Thread connecting =
                Thread.ofVirtual()
                        .start(
                                () -> {
                                    try (Connection _ = start().await()) {
                                        assertThat(judge.get()).isSameAs(Thread.currentThread());
                                    } catch (IOException e) {
                                        throw new AssertionError(e);
                                    }
                                });
        connecting.join();

        assertThat(judge.get()).isSameAs(connecting);
    }

    @Test
    void whereNobodyWaitsTheEndpointsOwnThreadsDo() throws IOException {
        try (Connection _ = start().awaitAsync().join()) {
            assertThat(judge.get().getName()).startsWith("quoll-handshake");
        }
    }

    @Test
    void whatOneLeavesIsDoneAllTheSame() throws IOException {
        Connecting connecting = start();
        Thread.currentThread().interrupt();

        assertThatThrownBy(connecting::await).isInstanceOf(InterruptedIOException.class);
        assertThat(Thread.interrupted()).isTrue();
        connecting.awaitAsync().join().close();
        assertThat(judge.get()).isNotNull();
    }

    private Connecting start() throws IOException {
        return client.startConnect(
                ClientConfig.of(
                        TlsClientConfig.builder()
                                .alpn(TestIdentity.ALPN)
                                .trustManager(new Judge())
                                .build()),
                server.localAddress(),
                TestIdentity.HOST);
    }

    /// Takes any certificate.
    private final class Judge extends X509ExtendedTrustManager {
        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {
            judge.set(Thread.currentThread());
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
