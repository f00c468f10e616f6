package dev.quoll.cli.perf;

import dev.quoll.cli.report.Sha256;

import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.HexFormat;

/// Counts, checks and hashes a body as it comes. *Confined*.
final class Meter {
    static final int BUFFER_LENGTH = 1 << 16;

    private final MessageDigest digest = Sha256.newDigest();
    private long length;
    private boolean asExpected = true;

    /// Takes everything that comes until the end of the stream.
    Received takeAll(InputStream in) throws IOException {
        byte[] buffer = new byte[BUFFER_LENGTH];
        for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
            add(buffer, count);
        }
        return received();
    }

    /// Takes the next `count` bytes.
    void add(byte[] bytes, int count) {
        asExpected = asExpected && Body.matches(length, bytes, count);
        length += count;
        digest.update(bytes, 0, count);
    }

    /// What came; ends the count.
    Received received() {
        return new Received(length, HexFormat.of().formatHex(digest.digest()), asExpected);
    }
}
