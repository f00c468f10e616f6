package dev.quoll.interop.peers.kwik;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/// Zeros that are sent, and bytes that are counted.
final class SpeedBytes {
    private static final byte[] ZEROS = new byte[1 << 16];

    private SpeedBytes() {}

    static void writeZeros(OutputStream out, long length) throws IOException {
        for (long left = length; left > 0; left -= ZEROS.length) {
            out.write(ZEROS, 0, (int) Math.min(left, ZEROS.length));
        }
    }

    /// Reads to the end.
    static long count(InputStream in) throws IOException {
        return in.transferTo(OutputStream.nullOutputStream());
    }
}
