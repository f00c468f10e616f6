package dev.quoll.interop.peers.kwik;

import dev.quoll.interop.peers.ClientOptions;
import dev.quoll.interop.peers.FailedException;
import dev.quoll.interop.peers.Failure;
import dev.quoll.interop.peers.Output;
import dev.quoll.interop.peers.PeerConnection;
import dev.quoll.interop.peers.PeerProgram;
import dev.quoll.interop.peers.ServerOptions;

import tech.kwik.agent15.TlsConstants.CipherSuite;
import tech.kwik.core.QuicClientConnection;
import tech.kwik.core.server.ServerConnectionConfig;
import tech.kwik.core.server.ServerConnector;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/// Builds kwik's connections.
public final class KwikProgram implements PeerProgram {
    private static final String ALPN = "perf8";
    private static final long WINDOW = 16 << 20;
    static final int MAX_STREAMS = 1000;

    /// Of itself kwik's client would offer the first alone.
    private static final List<CipherSuite> SUITES =
            List.of(
                    CipherSuite.TLS_AES_128_GCM_SHA256,
                    CipherSuite.TLS_AES_256_GCM_SHA384,
                    CipherSuite.TLS_CHACHA20_POLY1305_SHA256);

    @Override
    public PeerConnection connect(ClientOptions options) throws FailedException {
        CloseListener listener = new CloseListener();
        try {
            checkResolves(options.serverName(), options.address().getAddress());
            QuicClientConnection connection = client(options);
            connection.setConnectionListener(listener);
            connection.connect();
            return new KwikConnection(connection, listener, options.cipher());
        } catch (IOException | GeneralSecurityException e) {
            throw listener.failure().orElseGet(() -> Failure.other(e)).asException();
        }
    }

    private static QuicClientConnection client(ClientOptions options)
            throws IOException, GeneralSecurityException {
        QuicClientConnection.Builder builder =
                QuicClientConnection.newBuilder()
                        .host(options.serverName())
                        .port(options.address().getPort())
                        .preferIPv4()
                        .applicationProtocol(ALPN)
                        .customTrustManager(Keys.trust(options.ca()))
                        .defaultStreamReceiveBufferSize(WINDOW)
                        .socketFactory(_ -> socket(new InetSocketAddress(0)));
        options.cipher()
                .map(name -> List.of(CipherSuite.valueOf(name)))
                .orElse(SUITES)
                .forEach(builder::cipherSuite);
        return builder.build();
    }

    /// kwik's client has one setting for the name to check and the address to go to.
    private static void checkResolves(String serverName, InetAddress address)
            throws FailedException, IOException {
        if (!InetAddress.getByName(serverName).equals(address)) {
            throw Failure.unsupported(serverName + " is not a name of " + address).asException();
        }
    }

    @Override
    public void serve(ServerOptions options) throws FailedException {
        if (options.cipher().isPresent()) {
            throw Failure.unsupported("kwik's server has no choice of cipher suites").asException();
        }
        try {
            DatagramSocket socket = socket(options.listen());
            ServerConnector connector =
                    ServerConnector.builder()
                            .withSocket(socket)
                            .withKeyStore(
                                    Keys.identity(options.cert(), options.key()),
                                    Keys.ALIAS,
                                    Keys.PASSWORD)
                            .withConfiguration(configuration())
                            .withLogger(new FailedHandshakes())
                            .build();
            connector.registerApplicationProtocol(ALPN, new ServerProtocol());
            connector.start();
            InetAddress local = socket.getLocalAddress();
            Output.listening(local.getHostAddress() + ":" + socket.getLocalPort());
            new CountDownLatch(1).await();
        } catch (IOException | GeneralSecurityException e) {
            throw Failure.other(e).asException();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static ServerConnectionConfig configuration() {
        return ServerConnectionConfig.builder()
                .maxIdleTimeoutInSeconds(30)
                .maxConnectionBufferSize(2 * WINDOW)
                .maxBidirectionalStreamBufferSize(WINDOW)
                .maxUnidirectionalStreamBufferSize(WINDOW)
                .maxOpenPeerInitiatedBidirectionalStreams(MAX_STREAMS)
                .maxOpenPeerInitiatedUnidirectionalStreams(0)
                .retryRequired(ServerConnectionConfig.RetryRequired.Never)
                .connectionIdLength(8)
                .build();
    }

    private static DatagramSocket socket(InetSocketAddress local) throws SocketException {
        DatagramSocket socket = new DatagramSocket(local);
        socket.setReceiveBufferSize(2 << 20);
        socket.setSendBufferSize(2 << 20);
        return socket;
    }
}
