package dev.quoll.interop.peers.speed;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownReadComplete;
import io.netty.handler.codec.quic.QuicStreamChannel;

import org.jspecify.annotations.Nullable;

/// A stream that the client opened, seen from the server: eight bytes that say how long a reply is
/// wanted, or that all is to come back, and then what the client sends.
final class AnsweringStream extends ChannelInboundHandlerAdapter {
    private static final int HEADER_LENGTH = 8;
    private static final long ECHO = -1;

    private int headerLength;
    private long header;
    private @Nullable Zeros reply;

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        ByteBuf bytes = (ByteBuf) message;
        for (; headerLength < HEADER_LENGTH && bytes.isReadable(); headerLength++) {
            header = header << 8 | bytes.readUnsignedByte();
        }
        if (isEcho() && bytes.isReadable()) {
            context.write(bytes);
        } else {
            bytes.release();
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        if (isEcho()) {
            context.flush();
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        if (reply != null) {
            reply.pump();
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event instanceof ChannelInputShutdownReadComplete && reply == null) {
            reply = new Zeros((QuicStreamChannel) context.channel(), isEcho() ? 0 : header);
            reply.pump();
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        System.err.println("stream: " + cause);
        context.close();
    }

    private boolean isEcho() {
        return headerLength == HEADER_LENGTH && header == ECHO;
    }
}
