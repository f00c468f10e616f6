package dev.quoll.interop.peers.kwik;

import dev.quoll.interop.peers.Body;
import dev.quoll.interop.peers.FailedException;
import dev.quoll.interop.peers.Failure;
import dev.quoll.interop.peers.PeerConnection;
import dev.quoll.interop.peers.Received;

import tech.kwik.core.QuicClientConnection;
import tech.kwik.core.QuicStream;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executors;

/// A client's connection. *Thread-safe*.
final class KwikConnection implements PeerConnection {
    private final QuicClientConnection connection;
    private final CloseListener listener;
    private final Optional<String> cipher;

    KwikConnection(
            QuicClientConnection connection, CloseListener listener, Optional<String> cipher) {
        this.connection = connection;
        this.listener = listener;
        this.cipher = cipher;
    }

    /// kwik does not tell, but where one was chosen there is no other.
    @Override
    public Optional<String> cipher() {
        return cipher;
    }

    @Override
    public Received exchange(long header, long bodyLength) throws FailedException {
        try {
            QuicStream stream = connection.createStream(true);
            CompletableFuture<Void> sent =
                    CompletableFuture.runAsync(
                            () -> send(stream, header, bodyLength),
                            Executors.newVirtualThreadPerTaskExecutor());
            Received received = Streams.receive(stream.getInputStream());
            sent.join();
            return received;
        } catch (IOException | CompletionException e) {
            throw listener.failure().orElseGet(() -> Failure.other(e)).asException();
        }
    }

    private static void send(QuicStream stream, long header, long bodyLength) {
        try (OutputStream out = new SteadyOutput(stream.getOutputStream())) {
            out.write(ByteBuffer.allocate(Long.BYTES).putLong(header).array());
            Body.write(out, bodyLength);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        connection.close(0L, "");
        connection.closeAndWait();
    }
}
