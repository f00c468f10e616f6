package dev.quoll.interop.peers.kwik;

import dev.quoll.interop.peers.ClientOptions;
import dev.quoll.interop.peers.FailedException;
import dev.quoll.interop.peers.Failure;
import dev.quoll.interop.peers.PeerClient;
import dev.quoll.interop.peers.PeerConnection;
import dev.quoll.interop.peers.PemFiles;

import tech.kwik.agent15.TlsConstants.CipherSuite;
import tech.kwik.core.QuicClientConnection;
import tech.kwik.core.QuicConnection.QuicVersion;
import tech.kwik.core.QuicSessionTicket;
import tech.kwik.core.impl.QuicClientConnectionImpl;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;

/// A client, with the tickets that came on its connections. *Confined*.
final class KwikClient implements PeerClient {
    /// Of itself kwik's client would offer the first alone.
    private static final List<CipherSuite> SUITES =
            List.of(
                    CipherSuite.TLS_AES_128_GCM_SHA256,
                    CipherSuite.TLS_AES_256_GCM_SHA384,
                    CipherSuite.TLS_CHACHA20_POLY1305_SHA256);

    private final ClientOptions options;
    private final List<QuicSessionTicket> tickets = new ArrayList<>();

    KwikClient(ClientOptions options) {
        this.options = options;
    }

    @Override
    public PeerConnection connect() throws FailedException {
        KwikConnection connection = prepared();
        connection.connect();
        if (options.keyUpdate()) {
            connection.updateKeys();
        }
        return connection;
    }

    /// With early data the connection connects when its first stream is used: kwik takes both in
    /// one call.
    @Override
    public PeerConnection connectAgain() throws FailedException {
        return options.early() ? prepared() : connect();
    }

    private KwikConnection prepared() throws FailedException {
        try {
            checkResolves(options.serverName(), options.address().getAddress());
            // the interface does not tell what became of early data
            var connection = (QuicClientConnectionImpl) builder().build();
            return new KwikConnection(connection, tickets, options.cipher());
        } catch (IOException | GeneralSecurityException e) {
            throw Failure.other(e).asException();
        }
    }

    private QuicClientConnection.Builder builder() throws IOException, GeneralSecurityException {
        QuicClientConnection.Builder builder =
                QuicClientConnection.newBuilder()
                        .host(options.serverName())
                        .port(options.address().getPort())
                        .preferIPv4()
                        .applicationProtocol(KwikProgram.ALPN)
                        .customTrustManager(Keys.trust(options.ca()))
                        .defaultStreamReceiveBufferSize(KwikProgram.WINDOW)
                        .socketFactory(_ -> KwikProgram.socket(new InetSocketAddress(0)));
        options.cipher()
                .map(name -> List.of(CipherSuite.valueOf(name)))
                .orElse(SUITES)
                .forEach(builder::cipherSuite);
        if (options.clientCert().isPresent()) {
            show(builder, options.clientCert().get(), options.clientKey().orElseThrow());
        }
        if (options.v2()) {
            builder.version(QuicVersion.V1).preferredVersion(QuicVersion.V2);
        }
        if (!tickets.isEmpty()) {
            builder.sessionTicket(tickets.getFirst());
        }
        return builder;
    }

    private static void show(QuicClientConnection.Builder builder, Path chain, Path key)
            throws IOException, GeneralSecurityException {
        builder.clientCertificate(PemFiles.certificates(chain)[0])
                .clientCertificateKey(PemFiles.key(chain, key));
    }

    /// kwik's client has one setting for the name to check and the address to go to.
    private static void checkResolves(String serverName, InetAddress address)
            throws FailedException, IOException {
        if (!InetAddress.getByName(serverName).equals(address)) {
            throw Failure.unsupported(serverName + " is not a name of " + address).asException();
        }
    }
}
