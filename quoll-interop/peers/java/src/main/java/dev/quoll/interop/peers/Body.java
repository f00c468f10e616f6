package dev.quoll.interop.peers;

import java.io.IOException;
import java.io.OutputStream;

/// The content of every body: the byte at offset i is i mod 251.
public final class Body {
    /// The header that asks for an echo.
    public static final long ECHO = -1;

    private static final int PERIOD = 251;
    private static final byte[] PIECE = new byte[PERIOD * 256];

    static {
        for (int i = 0; i < PIECE.length; i++) {
            PIECE[i] = (byte) (i % PERIOD);
        }
    }

    private Body() {}

    /// A piece of whole periods; a body is this piece over and over, cut at its end.
    public static byte[] piece() {
        return PIECE.clone();
    }

    /// Writes a body; does not close.
    public static void write(OutputStream out, long length) throws IOException {
        for (long left = length; left > 0; left -= PIECE.length) {
            out.write(PIECE, 0, (int) Math.min(left, PIECE.length));
        }
    }
}
