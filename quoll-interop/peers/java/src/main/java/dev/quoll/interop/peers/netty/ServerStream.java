package dev.quoll.interop.peers.netty;

import dev.quoll.interop.peers.Body;
import dev.quoll.interop.peers.Output;
import dev.quoll.interop.peers.Received;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.quic.QuicStreamChannel;

/// A stream that the client opened, seen from the server: eight bytes of header, then a body to
/// measure or to send back.
final class ServerStream extends StreamReader {
    private static final int HEADER_LENGTH = 8;

    private int headerLength;
    private long header;

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        ByteBuf bytes = (ByteBuf) message;
        for (; headerLength < HEADER_LENGTH && bytes.isReadable(); headerLength++) {
            header = header << 8 | bytes.readUnsignedByte();
        }
        if (isEcho()) {
            context.write(bytes.retainedSlice());
        }
        super.channelRead(context, bytes);
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        context.flush();
    }

    @Override
    void onBody(QuicStreamChannel stream, Received received) {
        long reply = isEcho() ? 0 : header;
        // before FIN: the client may close as soon as it sees that
        Output.stream(received, isEcho() ? received.length() : reply);
        send(stream, reply);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        System.err.println("stream: " + cause);
        context.close();
    }

    private boolean isEcho() {
        return headerLength == HEADER_LENGTH && header == Body.ECHO;
    }
}
