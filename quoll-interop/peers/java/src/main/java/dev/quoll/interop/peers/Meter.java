package dev.quoll.interop.peers;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// Counts and hashes a body as it comes. *Confined*.
public final class Meter {
    private final MessageDigest digest = sha256();
    private long length;

    public void add(byte[] bytes, int count) {
        length += count;
        digest.update(bytes, 0, count);
    }

    public void add(ByteBuffer bytes) {
        length += bytes.remaining();
        digest.update(bytes);
    }

    /// What came; ends the count.
    public Received received() {
        return new Received(length, HexFormat.of().formatHex(digest.digest()));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every JDK has SHA-256", e);
        }
    }
}
