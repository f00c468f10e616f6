package dev.quoll.interop.peers.kwik;

import dev.quoll.interop.peers.Agreed;
import dev.quoll.interop.peers.Agreed.Early;
import dev.quoll.interop.peers.Body;
import dev.quoll.interop.peers.FailedException;
import dev.quoll.interop.peers.Failure;
import dev.quoll.interop.peers.PeerConnection;
import dev.quoll.interop.peers.Received;

import tech.kwik.core.QuicClientConnection;
import tech.kwik.core.QuicSessionTicket;
import tech.kwik.core.QuicStream;
import tech.kwik.core.impl.QuicClientConnectionImpl;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executors;

/// A client's connection. *Thread-safe*.
final class KwikConnection implements PeerConnection {
    private static final Duration TICKET_PATIENCE = Duration.ofSeconds(3);
    private static final long POLL_MILLIS = 10;

    private final QuicClientConnectionImpl connection;
    private final List<QuicSessionTicket> tickets;
    private final Optional<String> cipher;
    private final CloseListener listener = new CloseListener();

    /// @param tickets where those that come are put
    KwikConnection(
            QuicClientConnectionImpl connection,
            List<QuicSessionTicket> tickets,
            Optional<String> cipher) {
        this.connection = connection;
        this.tickets = tickets;
        this.cipher = cipher;
        connection.setConnectionListener(listener);
    }

    void connect() throws FailedException {
        try {
            connection.connect();
        } catch (IOException e) {
            throw failure(e);
        }
    }

    /// With the next packet.
    void updateKeys() {
        connection.updateKeys();
    }

    /// kwik does not tell the cipher suite, but where one was chosen there is no other.
    @Override
    public Agreed agreed() {
        Early early =
                switch (connection.getEarlyDataStatus()) {
                    case Accepted -> Early.accepted;
                    case Refused -> Early.rejected;
                    case None, Requested -> null;
                };
        return new Agreed(cipher.orElse(null), null, early, null);
    }

    @Override
    public boolean awaitTicket() throws InterruptedException {
        long limit = System.nanoTime() + TICKET_PATIENCE.toNanos();
        while (connection.getNewSessionTickets().isEmpty() && System.nanoTime() < limit) {
            Thread.sleep(POLL_MILLIS);
        }
        tickets.addAll(connection.getNewSessionTickets());
        return !tickets.isEmpty();
    }

    @Override
    public Received exchange(long header, long bodyLength) throws FailedException {
        return connection.isConnected()
                ? exchangeNow(header, bodyLength)
                : exchangeEarly(header, bodyLength);
    }

    private Received exchangeNow(long header, long bodyLength) throws FailedException {
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
            throw failure(e);
        }
    }

    /// Connects with a stream of early data, which kwik sends again by itself if it is rejected.
    private Received exchangeEarly(long header, long bodyLength) throws FailedException {
        try {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            out.write(header(header));
            Body.write(out, bodyLength);
            var data = new QuicClientConnection.StreamEarlyData(out.toByteArray(), true);
            QuicStream stream = connection.connect(List.of(data)).getFirst();
            return Streams.receive(stream.getInputStream());
        } catch (IOException e) {
            throw failure(e);
        }
    }

    private FailedException failure(Exception seen) {
        return listener.failure().orElseGet(() -> unheard(seen)).asException();
    }

    /// kwik's word for a handshake that took too long.
    private static Failure unheard(Exception seen) {
        return seen instanceof ConnectException && seen.toString().contains("timed out")
                ? Failure.timedOut(seen.toString())
                : Failure.other(seen);
    }

    private static byte[] header(long header) {
        return ByteBuffer.allocate(Long.BYTES).putLong(header).array();
    }

    private static void send(QuicStream stream, long header, long bodyLength) {
        try (OutputStream out = new SteadyOutput(stream.getOutputStream())) {
            out.write(header(header));
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
