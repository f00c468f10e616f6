package dev.quoll.interop.peers.netty;

import dev.quoll.interop.peers.Meter;
import dev.quoll.interop.peers.Received;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownReadComplete;
import io.netty.handler.codec.quic.QuicStreamChannel;

import org.jspecify.annotations.Nullable;

/// Reads a stream's body up to FIN, and sends one when told. *Confined* to the event loop.
abstract class StreamReader extends ChannelInboundHandlerAdapter {
    private final Meter meter = new Meter();
    private @Nullable BodySender sender;

    /// The body has come, FIN and all.
    abstract void onBody(QuicStreamChannel stream, Received received);

    /// Sends a body and FIN.
    final void send(QuicStreamChannel stream, long length) {
        sender = new BodySender(stream, length);
        sender.pump();
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        ByteBuf bytes = (ByteBuf) message;
        meter.add(bytes.nioBuffer());
        bytes.release();
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        if (sender != null) {
            sender.pump();
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event == ChannelInputShutdownReadComplete.INSTANCE) {
            onBody((QuicStreamChannel) context.channel(), meter.received());
        }
    }
}
