package dev.quoll.interop.peers.netty;

import dev.quoll.interop.peers.Received;

import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.quic.QuicStreamChannel;

import java.nio.channels.ClosedChannelException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;

/// A stream that the client opened; its reply can be waited for.
final class ClientStream extends StreamReader {
    private final CompletableFuture<Received> received = new CompletableFuture<>();

    Future<Received> received() {
        return received;
    }

    @Override
    void onBody(QuicStreamChannel stream, Received body) {
        received.complete(body);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        received.completeExceptionally(cause);
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        received.completeExceptionally(new ClosedChannelException());
    }
}
