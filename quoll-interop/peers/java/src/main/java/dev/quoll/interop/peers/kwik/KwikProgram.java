package dev.quoll.interop.peers.kwik;

import dev.quoll.interop.peers.Agreed;
import dev.quoll.interop.peers.ClientOptions;
import dev.quoll.interop.peers.FailedException;
import dev.quoll.interop.peers.Failure;
import dev.quoll.interop.peers.Output;
import dev.quoll.interop.peers.PeerClient;
import dev.quoll.interop.peers.PeerProgram;
import dev.quoll.interop.peers.ServerOptions;

import tech.kwik.core.QuicConnection.QuicVersion;
import tech.kwik.core.server.ServerConnectionConfig;
import tech.kwik.core.server.ServerConnectionConfig.RetryRequired;
import tech.kwik.core.server.ServerConnector;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/// Builds kwik's connections.
public final class KwikProgram implements PeerProgram {
    static final String ALPN = "perf8";
    static final long WINDOW = 16 << 20;
    static final int MAX_STREAMS = 1000;

    @Override
    public PeerClient client(ClientOptions options) throws FailedException {
        if (!options.groups().isEmpty()) {
            throw Failure.unsupported("kwik's client has no choice of groups").asException();
        }
        if (options.migrate()) {
            throw Failure.unsupported("kwik's client has no call to migrate").asException();
        }
        return new KwikClient(options);
    }

    @Override
    public void serve(ServerOptions options) throws FailedException {
        refuseWhatItCannot(options);
        try {
            DatagramSocket socket = socket(options.listen());
            ServerConnector connector =
                    ServerConnector.builder()
                            .withSocket(socket)
                            .withKeyStore(
                                    Keys.identity(options.cert(), options.key()),
                                    Keys.ALIAS,
                                    Keys.PASSWORD)
                            .withSupportedVersions(List.of(QuicVersion.V1, QuicVersion.V2))
                            .withConfiguration(
                                    configuration(
                                            WINDOW,
                                            2 * WINDOW,
                                            options.retry()
                                                    ? RetryRequired.Always
                                                    : RetryRequired.Never))
                            .withLogger(new FailedHandshakes())
                            .build();
            connector.registerApplicationProtocol(ALPN, protocol());
            connector.start();
            Output.listening((InetSocketAddress) socket.getLocalSocketAddress());
            new CountDownLatch(1).await();
        } catch (CertificateException e) { // of a kind that kwik has not
            throw Failure.unsupported(e.toString()).asException();
        } catch (IOException | GeneralSecurityException e) {
            throw Failure.other(e).asException();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void refuseWhatItCannot(ServerOptions options) throws FailedException {
        if (options.cipher().isPresent()) {
            throw Failure.unsupported("kwik's server has no choice of cipher suites").asException();
        }
        if (!options.groups().isEmpty()) {
            throw Failure.unsupported(
                            "agent15 sends no HelloRetryRequest, and kwik's server has no"
                                    + " choice of groups")
                    .asException();
        }
        if (options.clientCa().isPresent()) {
            throw Failure.unsupported("agent15's server sends no CertificateRequest").asException();
        }
        if (options.preferredAddress().isPresent()) {
            throw Failure.unsupported("kwik's server has no preferred address").asException();
        }
    }

    private static ServerProtocol protocol() {
        return new ServerProtocol(
                connection ->
                        connection.setConnectionListener(
                                event -> Output.closed(Agreed.UNTOLD, CloseListener.reason(event))),
                Thread.ofVirtual().factory(),
                Streams::answer);
    }

    /// How a server is set up, with windows in bytes.
    static ServerConnectionConfig configuration(
            long streamWindow, long connectionWindow, RetryRequired retry) {
        return ServerConnectionConfig.builder()
                .maxIdleTimeoutInSeconds(30)
                .maxConnectionBufferSize(connectionWindow)
                .maxBidirectionalStreamBufferSize(streamWindow)
                .maxUnidirectionalStreamBufferSize(streamWindow)
                .maxOpenPeerInitiatedBidirectionalStreams(MAX_STREAMS)
                .maxOpenPeerInitiatedUnidirectionalStreams(0)
                .retryRequired(retry)
                .connectionIdLength(8)
                .build();
    }

    static DatagramSocket socket(InetSocketAddress local) throws SocketException {
        DatagramSocket socket = new DatagramSocket(local);
        socket.setReceiveBufferSize(2 << 20);
        socket.setSendBufferSize(2 << 20);
        return socket;
    }
}
