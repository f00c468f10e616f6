package dev.quoll.examples;

import dev.quoll.AdmissionPolicy;
import dev.quoll.BiStream;
import dev.quoll.Connecting;
import dev.quoll.Connection;
import dev.quoll.ConnectionHandler;
import dev.quoll.EarlyConnection;
import dev.quoll.Endpoint;
import dev.quoll.RecvStream;
import dev.quoll.SendStream;
import dev.quoll.StreamChunk;
import dev.quoll.UnorderedStream;
import dev.quoll.config.ClientConfig;
import dev.quoll.config.TransportConfig;
import dev.quoll.core.error.CloseCause;
import dev.quoll.core.id.PathId;
import dev.quoll.core.spi.ClientTls;
import dev.quoll.core.spi.ServerTls;
import dev.quoll.error.ConnectionException;
import dev.quoll.error.ZeroRttRejectedException;
import dev.quoll.tls.RawKeys;
import dev.quoll.tls.TlsClientConfig;
import dev.quoll.tls.TlsServerConfig;
import dev.quoll.tls.trust.ClientAuthentication;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// What the guide shows, compiled so that it stays true.
final class Guide {
    private Guide() {}

    // Guide: begin
    static ServerTls keyedServer(Path ownKey) throws IOException {
        return TlsServerConfig.builder()
                .alpn("chat")
                .rawKeyPem(ownKey)
                .clients(ClientAuthentication.REQUIRED)
                .verifyClientKeys((_, _) -> {}) // anybody, known by the key
                .build();
    }

    static ClientTls keyedClient(Path ownKey, byte[] server) throws IOException {
        return TlsClientConfig.builder()
                .alpn("chat")
                .rawKeyPem(ownKey)
                .trustKeys(List.of(RawKeys.ed25519(server)))
                .build();
    }

    // Guide: end

    // Guide: begin
    static void sendFile(Connection connection, Path file) throws IOException {
        SendStream out = connection.openUni();
        try (InputStream in = Files.newInputStream(file);
                var _ = out.orReset()) {
            in.transferTo(out);
            out.finish(); // without it the stream is reset: half a file is no file
        }
        out.awaitDelivered();
    }

    // Guide: end

    // Guide: begin
    static void receiveFile(RecvStream in, FileChannel file) throws IOException {
        UnorderedStream chunks = in.unordered();
        Optional<StreamChunk> next = chunks.readChunk(65_536);
        while (next.isPresent()) {
            StreamChunk chunk = next.get();
            file.write(ByteBuffer.wrap(chunk.bytes()), chunk.offset());
            next = chunks.readChunk(65_536);
        }
    }

    // Guide: end

    // Guide: begin
    static void serveNearby(Endpoint server, ConnectionHandler handler) throws IOException {
        server.serve(
                client -> {
                    if (!client.remoteAddress().getAddress().isSiteLocalAddress()) {
                        client.refuse();
                        return Optional.empty();
                    }
                    return AdmissionPolicy.provedAddresses().admit(client);
                },
                handler);
    }

    // Guide: end

    // Guide: begin
    static String whatHappened(ConnectionException e) {
        return switch (e.closeCause()) {
            case CloseCause.TimedOut _ -> "the peer is silent";
            case CloseCause.ApplicationClosed closed -> "the peer is done, code " + closed.code();
            case CloseCause.LocalTransportError error -> "refused here: " + error.reason();
            default -> "lost: " + e.getMessage();
        };
    }

    // Guide: end

    // Guide: begin
    static byte[] askEarly(Connecting connecting, byte[] request) throws IOException {
        Optional<EarlyConnection> early = connecting.into0Rtt();
        if (early.isEmpty()) { // no session, or one that does not allow it
            return ask(connecting.await(), request);
        }
        Connection connection = early.get().connection();
        try {
            return ask(connection, request);
        } catch (ZeroRttRejectedException e) { // as if it had never been sent
            return ask(connection, request);
        }
    }

    // Guide: end

    static byte[] ask(Connection connection, byte[] request) throws IOException {
        try (BiStream stream = connection.openBi()) {
            stream.send().write(request);
            stream.send().finish();
            return stream.recv().readAllBytes();
        }
    }

    // Guide: begin
    static ClientConfig forLongPauses(ClientTls tls) {
        return ClientConfig.builder(tls)
                .transport(
                        TransportConfig.builder()
                                .maxIdleTimeout(Duration.ofMinutes(5))
                                .streamReceiveWindow(8 << 20)
                                .build())
                .build();
    }

    // Guide: end

    // Guide: begin
    static Duration roundTrip(Connection connection) {
        return connection.pathStats(PathId.ZERO).orElseThrow().rtt();
    }
    // Guide: end
}
