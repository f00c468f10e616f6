package dev.quoll.cli.punch;

import dev.quoll.BiStream;
import dev.quoll.Connection;
import dev.quoll.cli.thread.Together;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/// The offers of both sides of a connection, made at once. What came of them can be read when one
/// of them failed, too. *Thread-safe*.
final class Exchange {
    /// The application protocol.
    static final String PROTOCOL = "quoll-punch/1";

    /// The code with which a side closes that did not get what it wanted.
    static final long FAILED = 1;

    private final Connection connection;
    private final AtomicReference<IOException> failure = new AtomicReference<>();
    private volatile Optional<SentFile> sent = Optional.empty();
    private volatile Optional<ReceivedFile> received = Optional.empty();

    Exchange(Connection connection) {
        this.connection = connection;
    }

    /// What a side waits for besides.
    @FunctionalInterface
    interface Wish {
        void await() throws IOException;
    }

    /// Gives and takes until both sides want no more.
    ///
    /// @param file what to give
    /// @param folder where to put what comes
    /// @param wish what must be, before this side wants no more
    /// @throws IOException what went wrong first; the connection is closed then
    void run(Optional<Path> file, Optional<Path> folder, Wish wish) throws IOException {
        try {
            Together.run(List.of(() -> give(file, wish), () -> take(folder)));
        } catch (IOException e) {
            throw Optional.ofNullable(failure.get()).orElse(e);
        }
    }

    private boolean give(Optional<Path> file, Wish wish) throws IOException {
        try (BiStream stream = connection.openBi()) {
            return orClose(() -> give(new Offer(stream), file, wish));
        }
    }

    private void give(Offer offer, Optional<Path> file, Wish wish) throws IOException {
        if (file.isPresent()) {
            sent = Optional.of(offer.file(file.get()));
        } else {
            offer.nothing();
        }
        wish.await();
        offer.end();
    }

    private boolean take(Optional<Path> folder) throws IOException {
        try (BiStream stream = connection.acceptBi()) {
            return orClose(() -> take(new Reception(stream, folder)));
        }
    }

    private void take(Reception reception) throws IOException {
        received = reception.take();
        reception.awaitEnd();
    }

    private interface Part {
        void run() throws IOException;
    }

    /// The connection is closed before the stream is: the end of a stream says that all is well.
    private boolean orClose(Part part) throws IOException {
        try {
            part.run();
            return true;
        } catch (IOException e) {
            failure.compareAndSet(null, e);
            String words = String.valueOf(e.getMessage());
            connection.close(FAILED, words.getBytes(StandardCharsets.UTF_8));
            throw e;
        }
    }

    /// The file that the peer has.
    Optional<SentFile> sent() {
        return sent;
    }

    /// The file of the peer that came.
    Optional<ReceivedFile> received() {
        return received;
    }
}
