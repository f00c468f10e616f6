package dev.quoll.cli.file;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/// A file on its way: it has another name until it is whole, so that nothing half-written is ever
/// found under the final one. *Confined*.
public final class PartialFile implements Closeable {
    private final Path file;
    private final Path partial;
    private final OutputStream out;

    /// Begins beside `file`, in a folder that exists.
    public PartialFile(Path file) throws IOException {
        this.file = file;

        partial = file.resolveSibling("." + file.getFileName() + "." + UUID.randomUUID() + ".part");
        out = Files.newOutputStream(partial, StandardOpenOption.CREATE_NEW);
        partial.toFile().deleteOnExit(); // where the user ends the command
    }

    /// Where the bytes go.
    public OutputStream out() {
        return out;
    }

    /// The file is whole: gives it its name, in place of a file that had it.
    public void complete() throws IOException {
        out.close();
        try {
            Files.move(partial, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(partial, file, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /// Removes what is not complete.
    @Override
    public void close() throws IOException {
        out.close();
        Files.deleteIfExists(partial);
    }
}
