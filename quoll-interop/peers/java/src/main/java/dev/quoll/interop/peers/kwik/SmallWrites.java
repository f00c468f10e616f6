package dev.quoll.interop.peers.kwik;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/// Hands bytes to kwik in pieces that fit in one packet. kwik queues a request to send after each
/// write, and counts it only then: if its sender was faster, and found more than one packet of
/// data, that sender never asks for the rest, and a writer waiting for room waits for ever (3 of 20
/// uploads of 1 MB).
final class SmallWrites extends FilterOutputStream {
    private static final int PIECE_LENGTH = 1000;

    SmallWrites(OutputStream out) {
        super(out);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        for (int done = 0; done < length; done += PIECE_LENGTH) {
            out.write(bytes, offset + done, Math.min(PIECE_LENGTH, length - done));
        }
    }
}
