package dev.quoll.relay.server;

import dev.quoll.BiStream;
import dev.quoll.Connection;
import dev.quoll.Endpoint;
import dev.quoll.SendStream;
import dev.quoll.config.ClientConfig;
import dev.quoll.config.EndpointConfig;
import dev.quoll.core.error.CloseCause;
import dev.quoll.relay.PeerKey;
import dev.quoll.relay.RelayCloseCode;
import dev.quoll.relay.RelayLab;
import dev.quoll.relay.RelayProtocol;
import dev.quoll.relay.wire.Message;
import dev.quoll.relay.wire.MessageReader;
import dev.quoll.tls.RawKeys;
import dev.quoll.tls.TlsClientConfig;

import java.io.IOException;
import java.security.KeyPair;
import java.util.List;
import java.util.Optional;

/// A peer that sends a relay whatever a test wants.
final class RawPeer implements AutoCloseable {
    private final KeyPair keys = RawKeys.generate();
    private final Endpoint endpoint;
    private final Connection connection;
    private Optional<Control> control = Optional.empty();

    private record Control(BiStream stream, MessageReader messages) {}

    RawPeer(RelayLab lab) throws IOException {
        this(lab, 1472);
    }

    RawPeer(RelayLab lab, int maxUdpPayloadSize) throws IOException {
        TlsClientConfig tls =
                TlsClientConfig.builder()
                        .alpn(RelayProtocol.ALPN)
                        .rawKey(keys)
                        .trustKeys(List.of(lab.key().publicKey()))
                        .build();
        endpoint =
                Endpoint.bind(
                        EndpointConfig.builder()
                                .bindAddress(RelayLab.loopback(0))
                                .defaultClient(ClientConfig.of(tls))
                                .maxUdpPayloadSize(maxUdpPayloadSize)
                                .build());
        connection = endpoint.connect(lab.relay().localAddress(), "127.0.0.1");
    }

    /// Opened with the first message: the relay may close the connection before.
    private Control control() throws IOException {
        if (control.isEmpty()) {
            BiStream stream = connection.openBi();
            stream.recv().setReadTimeout(RelayLab.LONG);
            control = Optional.of(new Control(stream, new MessageReader(stream.recv())));
        }
        return control.get();
    }

    RawPeer register() throws IOException {
        write(new Message.Register().toBytes());
        connection.awaitMaxDatagramSize(RelayProtocol.MIN_DATAGRAM_SIZE, RelayLab.LONG);
        if (read() instanceof Message.Registered) {
            return this;
        }
        throw new IOException("not registered");
    }

    PeerKey key() {
        return PeerKey.of(keys.getPublic());
    }

    Connection connection() {
        return connection;
    }

    void write(byte[] bytes) throws IOException {
        SendStream out = control().stream().send();
        out.write(bytes);
        out.flush();
    }

    void write(Message message) throws IOException {
        write(message.toBytes());
    }

    Message read() throws IOException {
        return control().messages().next().orElseThrow();
    }

    /// Waits for the relay to close the connection.
    Optional<RelayCloseCode> awaitClosed() throws IOException {
        CloseCause cause = connection.awaitClosed(RelayLab.LONG);
        return RelayCloseCode.of(cause);
    }

    @Override
    public void close() {
        endpoint.close();
    }
}
