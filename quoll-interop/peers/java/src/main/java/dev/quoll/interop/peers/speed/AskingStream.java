package dev.quoll.interop.peers.speed;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownReadComplete;

import org.jspecify.annotations.Nullable;

import java.nio.channels.ClosedChannelException;
import java.util.concurrent.CompletableFuture;

/// A stream of the client's: counts what comes back.
final class AskingStream extends ChannelInboundHandlerAdapter {
    private final CompletableFuture<Long> whole = new CompletableFuture<>();
    private final Runnable onMessage;
    private final long messageLength;
    private @Nullable Zeros request;
    private long length;
    private long ofMessage;

    /// @param messageLength after how many bytes `onMessage` is run, again and again
    AskingStream(long messageLength, Runnable onMessage) {
        this.messageLength = messageLength;
        this.onMessage = onMessage;
    }

    /// For a body that is wanted as a whole.
    AskingStream() {
        this(Long.MAX_VALUE, () -> {});
    }

    /// Has zeros and FIN written; on the event loop.
    void send(Zeros zeros) {
        request = zeros;
        zeros.pump();
    }

    /// How many bytes came up to FIN.
    CompletableFuture<Long> whole() {
        return whole;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        ByteBuf bytes = (ByteBuf) message;
        length += bytes.readableBytes();
        ofMessage += bytes.readableBytes();
        bytes.release();
        if (ofMessage >= messageLength) {
            ofMessage -= messageLength;
            onMessage.run();
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        if (request != null) {
            request.pump();
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event instanceof ChannelInputShutdownReadComplete) {
            whole.complete(length);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        whole.completeExceptionally(new ClosedChannelException());
    }
}
