package dev.quoll.cli.punch;

import dev.quoll.BiStream;
import dev.quoll.cli.file.PartialFile;
import dev.quoll.cli.file.PathSegment;
import dev.quoll.cli.file.Received;
import dev.quoll.cli.report.Amount;
import dev.quoll.cli.report.Progress;
import dev.quoll.cli.report.Sha256;
import dev.quoll.cli.report.WrongContentException;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/// Takes what the other side has, see [Offer]. *Confined*.
final class Reception {
    private static final int PIECE = 64 * 1024;

    private final BiStream stream;
    private final DataInputStream in;
    private final Optional<Path> folder;

    /// @param folder where a file is put; without one it is only looked at
    Reception(BiStream stream, Optional<Path> folder) {
        this.stream = stream;
        in = new DataInputStream(stream.recv());
        this.folder = folder;
    }

    /// Takes what comes.
    ///
    /// @throws WrongContentException if it is not what was sent
    Optional<ReceivedFile> take() throws IOException {
        String name = in.readUTF();
        if (name.isEmpty()) {
            return Optional.empty();
        }
        Path plain =
                PathSegment.plainName(name)
                        .orElseThrow(() -> new IOException("'" + name + "' is no name for a file"));
        return Optional.of(folder.isPresent() ? keep(folder.get().resolve(plain)) : look(name));
    }

    private ReceivedFile keep(Path target) throws IOException {
        try (PartialFile file = new PartialFile(target)) {
            Content content = content(file.out(), target.toString());
            file.complete();
            return content.report(String.valueOf(target.getFileName()), Optional.of(target));
        }
    }

    private ReceivedFile look(String name) throws IOException {
        return content(OutputStream.nullOutputStream(), name).report(name, Optional.empty());
    }

    private Content content(OutputStream out, String task) throws IOException {
        long start = System.nanoTime();
        MessageDigest digest = Sha256.newDigest();
        try (Progress progress = Progress.onTerminal(task)) {
            Received received = new Received(out, digest, progress);
            copy(in.readLong(), received);
            byte[] has = digest.digest();
            double seconds = Amount.secondsSince(start);
            boolean isEqual = Arrays.equals(in.readNBytes(Offer.DIGEST_BYTES), has);
            stream.send().write(has);
            stream.send().flush();
            if (!isEqual) {
                throw new WrongContentException("other bytes came than were sent");
            }
            return new Content(received, HexFormat.of().formatHex(has), seconds);
        }
    }

    private void copy(long length, Received out) throws IOException {
        if (length < 0) {
            throw new IOException("the peer says that a file has " + length + " bytes");
        }
        byte[] piece = new byte[PIECE];
        for (long left = length; left > 0; ) {
            int count = in.read(piece, 0, (int) Math.min(piece.length, left));
            if (count < 0) {
                throw new EOFException("the file ended too early");
            }
            out.write(piece, 0, count);
            left -= count;
        }
    }

    private record Content(Received received, String sha256, double seconds) {
        ReceivedFile report(String name, Optional<Path> file) {
            return new ReceivedFile(
                    name,
                    file.map(Path::toString).orElse(null),
                    received.length(),
                    sha256,
                    seconds,
                    received.longestPause().toMillis());
        }
    }

    /// Waits until the other side wants no more of the connection.
    void awaitEnd() throws IOException {
        if (in.read() >= 0) {
            throw new IOException("the peer sent more than its offer");
        }
        stream.send().finish();
    }
}
