package dev.quoll.interop;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// The content of every body: the byte at offset i is i mod 251.
final class Body {
    private static final int PERIOD = 251;
    private static final byte[] PIECE = new byte[PERIOD * 256];

    static {
        for (int i = 0; i < PIECE.length; i++) {
            PIECE[i] = (byte) (i % PERIOD);
        }
    }

    private Body() {}

    /// The hash of a body, in hex.
    static String sha256(long length) {
        MessageDigest digest = newSha256();
        for (long left = length; left > 0; left -= PIECE.length) {
            digest.update(PIECE, 0, (int) Math.min(left, PIECE.length));
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    /// The hash of any bytes, in hex.
    static String sha256(byte[] bytes) {
        return HexFormat.of().formatHex(newSha256().digest(bytes));
    }

    private static MessageDigest newSha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every JDK has SHA-256", e);
        }
    }
}
