package dev.quoll.cli.punch;

import dev.quoll.BiStream;
import dev.quoll.cli.report.Amount;
import dev.quoll.cli.report.Sha256;
import dev.quoll.cli.report.WrongContentException;

import java.io.BufferedInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;

/// What one side has for the other, on a stream that it opens: a name, which is empty if there is
/// no file; its length, its bytes and their SHA-256. The other answers with the SHA-256 of what
/// came. *Confined*.
final class Offer {
    static final int DIGEST_BYTES = 32;
    private static final int PIECE = 64 * 1024;

    private final BiStream stream;

    Offer(BiStream stream) {
        this.stream = stream;
    }

    /// Gives nothing.
    void nothing() throws IOException {
        DataOutputStream out = new DataOutputStream(stream.send());
        out.writeUTF("");
        out.flush();
    }

    /// Gives a file and waits until the other has it.
    ///
    /// @throws WrongContentException if it has something else
    SentFile file(Path file) throws IOException {
        long start = System.nanoTime();
        String name = String.valueOf(file.getFileName());
        long length = Files.size(file);
        DataOutputStream out = new DataOutputStream(stream.send());
        out.writeUTF(name);
        out.writeLong(length);
        byte[] digest = copy(file, length, out);
        out.write(digest);
        out.flush();
        byte[] answer = stream.recv().readNBytes(DIGEST_BYTES);
        if (!Arrays.equals(answer, digest)) {
            throw new WrongContentException("the peer got other bytes than were sent");
        }
        return new SentFile(
                name, length, HexFormat.of().formatHex(digest), Amount.secondsSince(start));
    }

    private static byte[] copy(Path file, long length, DataOutputStream out) throws IOException {
        MessageDigest digest = Sha256.newDigest();
        byte[] piece = new byte[PIECE];
        try (InputStream in =
                new DigestInputStream(
                        new BufferedInputStream(Files.newInputStream(file), PIECE), digest)) {
            for (long left = length; left > 0; ) {
                int count = in.read(piece, 0, (int) Math.min(piece.length, left));
                if (count < 0) {
                    throw new IOException(file + " became shorter while it was sent");
                }
                out.write(piece, 0, count);
                left -= count;
            }
        }
        return digest.digest();
    }

    /// This side wants no more of the connection.
    void end() throws IOException {
        stream.send().finish();
    }
}
