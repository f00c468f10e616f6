package dev.quoll.interop.peers.netty;

import dev.quoll.interop.peers.Body;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.quic.QuicStreamChannel;

/// Writes a body and FIN, as fast as the stream takes them. *Confined* to the event loop.
final class BodySender {
    private static final ByteBuf PIECE =
            Unpooled.unreleasableBuffer(Unpooled.wrappedBuffer(Body.piece()));

    private final QuicStreamChannel stream;
    private long left;
    private boolean finished;

    BodySender(QuicStreamChannel stream, long length) {
        this.stream = stream;
        this.left = length;
    }

    /// Goes on; to be called at the start and when the stream becomes writable.
    void pump() {
        if (finished) {
            return;
        }
        while (left > 0 && stream.isWritable()) {
            int length = (int) Math.min(left, PIECE.readableBytes());
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
