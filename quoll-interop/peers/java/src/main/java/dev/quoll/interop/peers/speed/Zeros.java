package dev.quoll.interop.peers.speed;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.quic.QuicStreamChannel;

/// Writes zeros and FIN, as fast as the stream takes them. *Confined* to the event loop.
final class Zeros {
    private static final int PIECE_LENGTH = 1 << 16;
    private static final ByteBuf PIECE =
            Unpooled.unreleasableBuffer(
                    Unpooled.directBuffer(PIECE_LENGTH).writeZero(PIECE_LENGTH));

    private final QuicStreamChannel stream;
    private long left;
    private boolean finished;

    Zeros(QuicStreamChannel stream, long length) {
        this.stream = stream;
        left = length;
    }

    /// Goes on; to be called at the start and when the stream becomes writable.
    void pump() {
        if (finished) {
            return;
        }
        while (left > 0 && stream.isWritable()) {
            int length = (int) Math.min(left, PIECE_LENGTH);
            left -= length;
            stream.write(PIECE.retainedSlice(0, length));
        }
        finished = left == 0;
        if (finished) {
            // by a listener: shutting down at once would drop what flow control holds back
            stream.write(Unpooled.EMPTY_BUFFER).addListener(QuicStreamChannel.SHUTDOWN_OUTPUT);
        }
        stream.flush();
    }
}
