package dev.quoll.tls.resumption;

import static java.util.Objects.requireNonNull;

import dev.quoll.core.error.TransportException;
import dev.quoll.tls.codec.VectorReader;
import dev.quoll.tls.codec.VectorWriter;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Keeps sessions in one file that only its owner can read, and writes it anew, atomically, with
/// every change. For programs that run once at a time; of two that write at the same time, one
/// loses its sessions. *Thread-safe*.
///
/// ```
/// File { Version (8) = 1, Sessions Length (24), Session (..) ... }
/// Session { Server (16..), Protocol (8..), Expiry (64), Content (24..) }
/// ```
public final class FileSessionStore implements SessionStore {
    private static final int VERSION = 1;
    private static final int MAX_SERVERS = 64;
    private static final int MAX_CONTENT = 16 * 1024;
    private static final long MAX_FILE_LENGTH = 16 * 1024 * 1024;
    private static final Set<PosixFilePermission> OWNER_ONLY =
            PosixFilePermissions.fromString("rw-------");

    private final Path file;
    private final SessionTable table = new SessionTable(MAX_SERVERS);

    private FileSessionStore(Path file) {
        this.file = file;
    }

    /// Reads `file`, which need not exist yet.
    ///
    /// @throws IOException if it cannot be read, others may read it, or it is no such file
    public static FileSessionStore open(Path file) throws IOException {
        FileSessionStore store = new FileSessionStore(file.toAbsolutePath());
        store.load();
        return store;
    }

    @Override
    public synchronized void put(String server, StoredSession session) {
        if (session.content().length <= MAX_CONTENT) {
            table.put(server, session);
            save();
        }
    }

    @Override
    public synchronized Optional<StoredSession> take(
            String server, List<String> protocols, Instant now) {
        Optional<StoredSession> taken = table.take(server, protocols, now);
        if (taken.isPresent()) {
            save(); // before the ticket is used, so that nothing uses it again
        }
        return taken;
    }

    @Override
    public synchronized boolean has(String server, List<String> protocols, Instant now) {
        return table.has(server, protocols, now);
    }

    private void load() throws IOException {
        byte[] content;
        try {
            checkPrivate();
            content = Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            return;
        }
        try {
            read(new VectorReader(content));
        } catch (TransportException e) {
            throw new IOException(file + " is not a file of sessions: " + e.reason(), e);
        }
    }

    private void checkPrivate() throws IOException {
        if (Files.size(file) > MAX_FILE_LENGTH) {
            throw new IOException(file + " is too long for a file of sessions");
        }
        if (isPosix() && !OWNER_ONLY.containsAll(Files.getPosixFilePermissions(file))) {
            throw new IOException(file + " can be read by others: chmod 600 it, or delete it");
        }
    }

    private void read(VectorReader in) throws TransportException {
        if (in.uint8() != VERSION) {
            throw VectorReader.decodeError("of another version");
        }
        VectorReader list = in.vector24();
        in.end();
        while (!list.isEmpty()) {
            String server = text(list.opaque16());
            String alpn = new String(list.opaque8(), StandardCharsets.ISO_8859_1);
            Instant expiry = Instant.ofEpochMilli(list.uint32() << 32 | list.uint32());
            table.put(server, new StoredSession(alpn, expiry, list.opaque24()));
        }
    }

    private void save() {
        VectorWriter out = new VectorWriter();
        out.uint8(VERSION).vector24(list -> table.forEach((name, s) -> write(list, name, s)));
        try {
            Path folder = requireNonNull(file.getParent());
            Path temporary = Files.createTempFile(folder, ".sessions", null, attributes());
            try {
                Files.write(temporary, out.toBytes());
                Files.move(temporary, file, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(temporary);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(VectorWriter list, String server, StoredSession session) {
        long expiryMillis = session.expiry().toEpochMilli();
        list.opaque16(server.getBytes(StandardCharsets.UTF_8))
                .opaque8(session.alpn().getBytes(StandardCharsets.ISO_8859_1))
                .uint32(expiryMillis >>> 32)
                .uint32(expiryMillis)
                .opaque24(session.content());
    }

    private FileAttribute<?>[] attributes() {
        return isPosix()
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(OWNER_ONLY)}
                : new FileAttribute<?>[] {};
    }

    /// Elsewhere files in a user's own folders are private by the folder's rights.
    private boolean isPosix() {
        return file.getFileSystem().supportedFileAttributeViews().contains("posix");
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
