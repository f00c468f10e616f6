package dev.quoll.tls.keylog;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.Consumer;

/// A [KeyLog] that appends its lines to a file, each at once and in one piece, so that several
/// processes can share the file. *Thread-safe*.
public final class KeyLogFile implements KeyLog, Closeable {
    private final FileChannel file;
    private final Consumer<IOException> onFailure;

    private KeyLogFile(FileChannel file, Consumer<IOException> onFailure) {
        this.file = file;
        this.onFailure = onFailure;
    }

    /// Opens `path`, and makes it if it is not there.
    ///
    /// @param onFailure told of lines that could not be written; the handshake goes on
    public static KeyLogFile append(Path path, Consumer<IOException> onFailure) throws IOException {
        return new KeyLogFile(
                FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.APPEND),
                onFailure);
    }

    @Override
    public void log(SecretLabel label, byte[] clientRandom, byte[] secret) {
        String line = KeyLog.line(label, clientRandom, secret) + "\n";
        ByteBuffer bytes = ByteBuffer.wrap(line.getBytes(StandardCharsets.US_ASCII));
        try {
            file.write(bytes);
        } catch (IOException e) {
            onFailure.accept(e);
        }
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
