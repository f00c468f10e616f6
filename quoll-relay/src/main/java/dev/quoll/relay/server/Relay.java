package dev.quoll.relay.server;

import dev.quoll.AdmissionPolicy;
import dev.quoll.Connecting;
import dev.quoll.Connection;
import dev.quoll.Endpoint;
import dev.quoll.config.EndpointConfig;
import dev.quoll.config.ServerConfig;
import dev.quoll.config.TransportConfig;
import dev.quoll.relay.PeerKey;
import dev.quoll.relay.RelayCloseCode;
import dev.quoll.relay.RelayProtocol;
import dev.quoll.tls.TlsServerConfig;
import dev.quoll.tls.trust.ClientAuthentication;
import dev.quoll.tls.trust.PeerVerifier;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateException;
import java.util.Optional;

/// A relay: peers register under their keys, and it carries the packets they send each other. It
/// sees who writes to whom and how much, and can lose packets; what is in them it cannot read or
/// change unnoticed, since peers speak QUIC with each other. *Thread-safe*.
///
/// ```java
/// try (Relay relay = Relay.open(RelayConfig.builder(address, keys).build())) {
///     relay.serve(); // until it is closed
/// }
/// ```
public final class Relay implements AutoCloseable {
    /// A peer writes little on its control stream.
    private static final int CONTROL_WINDOW = 8 << 10;

    private final RelayConfig config;
    private final Endpoint endpoint;
    private final Counters counters = new Counters();
    private final Registry registry;
    private final long beganNanos = System.nanoTime();

    private Relay(RelayConfig config, Endpoint endpoint) {
        this.config = config;
        this.endpoint = endpoint;
        registry = new Registry(config.limits().maxPeers(), counters);
    }

    /// Opens the socket of a relay; peers are served by [#serve].
    ///
    /// @throws IOException if the address is taken or not this machine's
    public static Relay open(RelayConfig config) throws IOException {
        ServerConfig server =
                ServerConfig.builder(tls(config)).transport(transport(config.limits())).build();
        EndpointConfig endpoint =
                EndpointConfig.builder()
                        .bindAddress(config.address())
                        .server(server)
                        .resetKey(resetKey(config.keys()))
                        .build();
        return new Relay(config, Endpoint.bind(endpoint));
    }

    private static TlsServerConfig tls(RelayConfig config) {
        return TlsServerConfig.builder()
                .alpn(RelayProtocol.ALPN)
                .rawKey(config.keys())
                .clients(ClientAuthentication.REQUIRED)
                .verifyClientKeys(verifier(config))
                .ticketCount(0) // whoever comes back proves its key again
                .build();
    }

    private static PeerVerifier verifier(RelayConfig config) {
        return (peer, _) -> {
            PeerKey key = named(peer.publicKey());
            if (config.allowed().isPresent() && !config.allowed().get().contains(key)) {
                throw new CertificateException("a peer this relay does not serve");
            }
        };
    }

    private static PeerKey named(java.security.PublicKey key) throws CertificateException {
        try {
            return PeerKey.of(key);
        } catch (IllegalArgumentException e) {
            throw new CertificateException("a key that is not Ed25519", e);
        }
    }

    /// What one peer can make the relay keep is bounded here: two queues of datagrams, one stream.
    private static TransportConfig transport(RelayLimits limits) {
        return TransportConfig.builder()
                .datagramBuffers(limits.queueBytes(), limits.queueBytes())
                .maxConcurrentBidiStreams(1)
                .maxConcurrentUniStreams(0)
                .streamReceiveWindow(CONTROL_WINDOW)
                .maxStreamReceiveWindow(CONTROL_WINDOW)
                .receiveWindow(CONTROL_WINDOW)
                .sendWindow(CONTROL_WINDOW)
                .maxIdleTimeout(limits.silence())
                .sendObservedAddressReports(true)
                .build();
    }

    /// A relay that was started again with its key can tell peers at once that it knows nothing of
    /// them.
    private static byte[] resetKey(KeyPair keys) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update("quoll relay reset".getBytes(StandardCharsets.US_ASCII));
            return digest.digest(keys.getPrivate().getEncoded());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /// Serves peers until the relay is closed, each on virtual threads of its own.
    ///
    /// @throws IOException if the thread is interrupted; peers that are registered stay
    public void serve() throws IOException {
        endpoint.serve(admission(), this::serve);
    }

    private void serve(Connection connection) throws IOException, InterruptedException {
        new PeerSession(connection, config, registry, counters, this::nowNanos).run();
    }

    /// Peers that are registered may come again, and those that are to be told that the relay is
    /// full need a connection, too.
    private AdmissionPolicy admission() {
        int most = config.limits().maxPeers() + config.limits().maxPeers() / 4 + 16;
        return client -> {
            if (endpoint.openConnections() < most) {
                return Optional.<Connecting>of(client.accept());
            }
            client.refuse();
            counters.count(Event.REFUSED);
            return Optional.empty();
        };
    }

    private long nowNanos() {
        return System.nanoTime() - beganNanos;
    }

    /// Where it listens, with its real port.
    public InetSocketAddress localAddress() {
        return endpoint.localAddress();
    }

    /// Who it is.
    public PeerKey key() {
        return PeerKey.of(config.keys().getPublic());
    }

    /// What it has done so far.
    public RelayCounts counts() {
        Shed shed =
                registry.all().stream()
                        .map(peer -> Shed.of(peer.connection()))
                        .reduce(Shed.NOTHING, Shed::plus);
        return counters.total(registry.count(), shed);
    }

    /// Tells all peers that the relay is stopped, and closes its socket.
    @Override
    public void close() {
        RelayCloseCode why = RelayCloseCode.GOING_AWAY;
        endpoint.close(why.code(), why.reason());
    }

    @Override
    public String toString() {
        return "Relay[" + localAddress() + ", peers=" + registry.count() + "]";
    }
}
