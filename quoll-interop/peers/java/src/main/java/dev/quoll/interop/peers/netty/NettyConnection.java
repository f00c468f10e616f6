package dev.quoll.interop.peers.netty;

import dev.quoll.interop.peers.Agreed;
import dev.quoll.interop.peers.FailedException;
import dev.quoll.interop.peers.PeerConnection;
import dev.quoll.interop.peers.Received;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.quic.QuicChannel;
import io.netty.handler.codec.quic.QuicStreamChannel;
import io.netty.handler.codec.quic.QuicStreamType;

import java.util.concurrent.ExecutionException;

/// A client's connection. *Thread-safe*.
final class NettyConnection implements PeerConnection {
    private static final long TICKET_MILLIS = 500;

    private final QuicChannel connection;
    private final ConnectionWatch watch;

    NettyConnection(QuicChannel connection, ConnectionWatch watch) {
        this.connection = connection;
        this.watch = watch;
    }

    @Override
    public Agreed agreed() {
        return watch.agreed();
    }

    /// netty keeps tickets to itself, so there is only time to give.
    @Override
    public boolean awaitTicket() throws InterruptedException {
        watch.agreed();
        Thread.sleep(TICKET_MILLIS);
        return true;
    }

    @Override
    public Received exchange(long header, long bodyLength) throws FailedException {
        ClientStream handler = new ClientStream();
        try {
            QuicStreamChannel stream =
                    connection.createStream(QuicStreamType.BIDIRECTIONAL, handler).get();
            stream.eventLoop()
                    .execute(
                            () -> {
                                stream.write(Unpooled.buffer(8).writeLong(header));
                                handler.send(stream, bodyLength);
                            });
            return handler.received().get();
        } catch (ExecutionException e) {
            throw watch.failure(e.getCause()).asException();
        } catch (InterruptedException e) {
            throw NettyProgram.interrupted(e);
        }
    }

    @Override
    public void close() {
        connection.close(true, 0, Unpooled.EMPTY_BUFFER).syncUninterruptibly();
    }
}
