package dev.quoll.cli.demo;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.quoll.BiStream;
import dev.quoll.Connection;
import dev.quoll.cli.report.Amount;
import dev.quoll.cli.report.Sha256;
import dev.quoll.cli.thread.Together;
import dev.quoll.core.id.Side;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;

/// One side of the demo. It sends files, each on a stream of its own; it stores what comes on the
/// other side's streams and answers with the SHA-256 of what it stored. *Confined*.
final class FileExchange {
    private static final int SHA256_HEX_LENGTH = 64;
    private static final int BUFFER_LENGTH = 1 << 16;

    private final Connection connection;
    private final Path inbox;

    /// @param inbox the folder in which to store what comes
    FileExchange(Connection connection, Path inbox) {
        this.connection = connection;
        this.inbox = inbox;
    }

    /// Sends all of these at once and waits for the other side's word on each.
    List<Moved> sendAll(List<Path> files) throws IOException {
        return Together.run(
                files.stream().map(file -> (Callable<Moved>) () -> send(file)).toList());
    }

    private Moved send(Path file) throws IOException {
        long start = System.nanoTime();
        try (BiStream stream = connection.openBi()) {
            copy(file, stream.send());
            stream.send().finish();
            String stored = new String(stream.recv().readToEnd(SHA256_HEX_LENGTH), US_ASCII);
            double seconds = Amount.secondsSince(start);
            String sha256 = Sha256.of(file);
            boolean equal = sha256.equals(stored);
            return new Moved(
                    from(),
                    file.getFileName().toString(),
                    Files.size(file),
                    sha256,
                    equal,
                    seconds);
        }
    }

    private String from() {
        return connection.side() == Side.CLIENT ? "client" : "server";
    }

    private static void copy(Path file, OutputStream out) throws IOException {
        byte[] buffer = new byte[BUFFER_LENGTH];
        try (InputStream in = Files.newInputStream(file)) {
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                out.write(buffer, 0, count);
            }
        }
    }

    /// Stores what comes, until the connection ends.
    void receiveAll() {
        try {
            while (true) {
                BiStream stream = connection.acceptBi();
                Thread.startVirtualThread(() -> receive(stream));
            }
        } catch (IOException e) {
            // Whoever sends knows best whether the connection ended too early.
        }
    }

    private void receive(BiStream stream) {
        try (var _ = stream.recv();
                var _ = stream.send().orReset()) {
            Path file = inbox.resolve("stream-" + stream.id());
            try (OutputStream out = Files.newOutputStream(file)) {
                stream.recv().transferTo(out);
            }
            stream.send().write(Sha256.of(file).getBytes(US_ASCII));
            stream.send().finish();
        } catch (IOException e) {
            // The sender gets a reset stream or a lost connection, and tells.
        }
    }
}
