package dev.quoll.cli.punch;

import dev.quoll.Connection;
import dev.quoll.Endpoint;
import dev.quoll.Incoming;
import dev.quoll.cli.identity.OnlyKeys;
import dev.quoll.cli.option.RelayAddress;
import dev.quoll.config.ClientConfig;
import dev.quoll.config.EndpointConfig;
import dev.quoll.config.ServerConfig;
import dev.quoll.config.TransportConfig;
import dev.quoll.error.ConnectionException;
import dev.quoll.relay.PeerKey;
import dev.quoll.relay.client.RelayCarrier;
import dev.quoll.relay.client.RelayCarrierConfig;
import dev.quoll.tls.TlsClientConfig;
import dev.quoll.tls.TlsServerConfig;
import dev.quoll.tls.trust.ClientAuthentication;
import dev.quoll.tls.trust.PeerVerifier;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.security.KeyPair;
import java.security.PublicKey;
import java.util.List;
import java.util.Set;

/// An endpoint that peers reach at a relay, by its key. *Thread-safe*.
final class Meeting implements AutoCloseable {
    /// Peers are known by their keys: names of hosts mean nothing.
    private static final String NO_NAME = "peer.invalid";

    private final Endpoint endpoint;
    private final RelayCarrier carrier;
    private final KeyPair keys;
    private final TransportConfig transport;

    private Meeting(
            Endpoint endpoint, RelayCarrier carrier, KeyPair keys, TransportConfig transport) {
        this.endpoint = endpoint;
        this.carrier = carrier;
        this.keys = keys;
        this.transport = transport;
    }

    /// Registers at a relay, and waits until that is done.
    ///
    /// @param keys our own
    /// @param guests the only ones who may come; anybody if there are none
    /// @throws IOException if the relay does not answer, or has another key
    static Meeting at(
            RelayAddress relay, KeyPair keys, Set<PublicKey> guests, TransportConfig transport)
            throws IOException {
        RelayCarrier carrier =
                RelayCarrier.of(
                        RelayCarrierConfig.builder(relay.address(), PeerKey.of(relay.key()), keys)
                                .handshakeTimeout(transport.handshakeTimeout())
                                .build());
        Meeting meeting =
                new Meeting(
                        Endpoint.bind(config(keys, guests, transport), List.of(carrier)),
                        carrier,
                        keys,
                        transport);
        try {
            carrier.registerOver(meeting.endpoint);
            var _ = carrier.awaitRegistered(transport.handshakeTimeout());
            return meeting;
        } catch (IOException e) {
            meeting.close();
            throw e;
        }
    }

    private static EndpointConfig config(
            KeyPair keys, Set<PublicKey> guests, TransportConfig transport) {
        PeerVerifier anybody = (_, _) -> {}; // who has the key it shows is known by it
        TlsServerConfig tls =
                TlsServerConfig.builder()
                        .alpn(Exchange.PROTOCOL)
                        .rawKey(keys)
                        .clients(ClientAuthentication.REQUIRED)
                        .verifyClientKeys(guests.isEmpty() ? anybody : new OnlyKeys(guests))
                        .build();
        return EndpointConfig.builder()
                .server(ServerConfig.builder(tls).transport(transport).build())
                .build();
    }

    /// Waits for the first peer that may come.
    Connection await() throws IOException {
        while (true) {
            Incoming incoming = endpoint.accept();
            try {
                return incoming.accept().await();
            } catch (ConnectionException e) {
                // another one, or nobody after all
            }
        }
    }

    /// Connects to a peer over the relay.
    ///
    /// @throws IOException if it is not there, or is somebody else
    Connection connect(PublicKey peer) throws IOException {
        PeerKey name = PeerKey.of(peer);
        carrier.awaitPresent(name, transport.handshakeTimeout());
        TlsClientConfig tls =
                TlsClientConfig.builder()
                        .alpn(Exchange.PROTOCOL)
                        .rawKey(keys)
                        .verifyKeys(new OnlyKeys(Set.of(peer)))
                        .build();
        return endpoint.connectWith(
                ClientConfig.builder(tls).transport(transport).build(),
                RelayCarrier.address(name).toSocketAddress(),
                NO_NAME);
    }

    /// Whether an address is that of a peer at the relay.
    static boolean isRelayed(InetSocketAddress address) {
        return RelayCarrier.peer(address).isPresent();
    }

    @Override
    public void close() {
        endpoint.close();
    }
}
