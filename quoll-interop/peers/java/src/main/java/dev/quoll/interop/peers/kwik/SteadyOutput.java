package dev.quoll.interop.peers.kwik;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/// A kwik stream's output that does not stall. kwik hands its sender a request for a stream with
/// data, and counts the request only then. If the sender is faster and leaves data behind, it sees
/// a wrong count and asks for no more; a writer that waits for room then waits for ever (3 of 20
/// uploads of 1 MB).
///
/// So: pieces that fit in one packet, which leave nothing behind; and while a write hangs (the
/// request may also come of a flow-control update), an empty write beside it, which asks again. An
/// empty write at another time would keep kwik from sending FIN.
final class SteadyOutput extends FilterOutputStream {
    private static final int PIECE_LENGTH = 1000;
    private static final long NUDGE_MILLIS = 100;
    private static final ScheduledExecutorService NUDGER =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("nudger").factory());

    private final Future<?> nudges;

    /// Odd while a write goes on.
    private volatile long writes;

    /// As the nudger saw it last.
    private long writesSeen;

    SteadyOutput(OutputStream out) {
        super(out);
        nudges =
                NUDGER.scheduleWithFixedDelay(
                        this::nudge, NUDGE_MILLIS, NUDGE_MILLIS, TimeUnit.MILLISECONDS);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        for (int done = 0; done < length; done += PIECE_LENGTH) {
            long number = writes;
            writes = number + 1;
            out.write(bytes, offset + done, Math.min(PIECE_LENGTH, length - done));
            writes = number + 2;
        }
    }

    @Override
    public void close() throws IOException {
        nudges.cancel(false);
        super.close();
    }

    private void nudge() {
        long number = writes;
        boolean hangs = number == writesSeen && number % 2 == 1;
        writesSeen = number;
        if (hangs) {
            writeNothing();
        }
    }

    private void writeNothing() {
        try {
            out.write(new byte[0]);
        } catch (IOException e) {
            throw new UncheckedIOException(e); // closed: the nudger drops this stream
        }
    }
}
