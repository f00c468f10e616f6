package dev.quoll.interop.peers.speed;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.handler.codec.quic.QuicChannel;
import io.netty.handler.codec.quic.QuicChannelBootstrap;
import io.netty.handler.codec.quic.QuicChannelOption;
import io.netty.handler.codec.quic.QuicClientCodecBuilder;
import io.netty.handler.codec.quic.QuicSslContext;
import io.netty.handler.codec.quic.QuicSslContextBuilder;
import io.netty.handler.codec.quic.QuicStreamChannel;
import io.netty.handler.codec.quic.QuicStreamType;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.stream.LongStream;

/// `client`: does the jobs it is told, a line each, on one connection.
@Command(name = "client")
final class ClientCommand implements Callable<Integer> {
    private static final long ECHO = -1;
    private static final int MESSAGE_LENGTH = 64;

    @Mixin private Settings settings = new Settings();

    @Parameters(paramLabel = "ADDRESS:PORT")
    private InetSocketAddress address;

    @Option(names = "--ca", required = true)
    private File ca;

    private @Nullable QuicChannel open;

    @Override
    public Integer call() throws Exception {
        QuicSslContext tls =
                settings.apply(QuicSslContextBuilder.forClient().trustManager(ca)).build();
        QuicClientCodecBuilder codec =
                settings.apply(new QuicClientCodecBuilder())
                        .sslEngineProvider(
                                it -> tls.newEngine(it.alloc(), "localhost", address.getPort()));
        InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        QuicChannelBootstrap connections = bootstrap(Settings.bind(codec.build(), any));
        Lines.forEachJob(job -> run(job, connections));
        return 0;
    }

    private QuicChannelBootstrap bootstrap(Channel socket) {
        return QuicChannel.newBootstrap(socket)
                .option(QuicChannelOption.SEGMENTED_DATAGRAM_PACKET_ALLOCATOR, Settings.segments())
                .streamHandler(new ChannelInboundHandlerAdapter())
                .remoteAddress(address);
    }

    private void run(String[] job, QuicChannelBootstrap connections) throws Exception {
        long number = Long.parseLong(job[1]);
        switch (job[0]) {
            case "down" -> down(connection(connections), number);
            case "up" -> up(connection(connections), number);
            case "pingpong" -> pingPong(connection(connections), Duration.ofSeconds(number));
            default -> throw new IllegalArgumentException("no work: " + job[0]);
        }
    }

    private QuicChannel connection(QuicChannelBootstrap connections)
            throws InterruptedException, ExecutionException {
        QuicChannel connection = open == null ? connections.connect().get() : open;
        open = connection;
        return connection;
    }

    private static void down(QuicChannel connection, long bytes) throws Exception {
        long start = System.nanoTime();
        AskingStream answer = new AskingStream();
        stream(connection, answer)
                .writeAndFlush(header(bytes))
                .addListener(QuicStreamChannel.SHUTDOWN_OUTPUT);
        long came = answer.whole().get();
        if (came != bytes) {
            throw new IOException(came + " bytes came instead of " + bytes);
        }
        Lines.done(start, bytes, new long[0]);
    }

    private static void up(QuicChannel connection, long bytes) throws Exception {
        long start = System.nanoTime();
        AskingStream answer = new AskingStream();
        QuicStreamChannel stream = stream(connection, answer);
        stream.write(header(1));
        stream.eventLoop().execute(() -> answer.send(new Zeros(stream, bytes)));
        answer.whole().get();
        Lines.done(start, bytes, new long[0]);
    }

    /// The next message goes out on the event loop, as soon as the last is back.
    private static void pingPong(QuicChannel connection, Duration limit) throws Exception {
        LongStream.Builder times = LongStream.builder();
        CompletableFuture<Void> over = new CompletableFuture<>();
        long start = System.nanoTime();
        long[] sent = {start};
        QuicStreamChannel[] stream = new QuicStreamChannel[1];
        AskingStream answers =
                new AskingStream(
                        MESSAGE_LENGTH,
                        () -> {
                            long now = System.nanoTime();
                            times.add(now - sent[0]);
                            if (now - start > limit.toNanos()) {
                                over.complete(null);
                            } else {
                                sent[0] = System.nanoTime();
                                stream[0].writeAndFlush(message());
                            }
                        });
        stream[0] = stream(connection, answers);
        stream[0].write(header(ECHO));
        stream[0].writeAndFlush(message());
        over.get();
        stream[0].shutdownOutput();
        long[] all = times.build().toArray();
        Lines.done(start, all.length, all);
    }

    private static QuicStreamChannel stream(QuicChannel connection, AskingStream handler)
            throws InterruptedException, ExecutionException {
        return connection
                .newStreamBootstrap()
                .type(QuicStreamType.BIDIRECTIONAL)
                .option(ChannelOption.WRITE_BUFFER_WATER_MARK, Settings.WATER_MARK)
                .handler(handler)
                .create()
                .get();
    }

    private static ByteBuf header(long value) {
        return Unpooled.buffer(Long.BYTES).writeLong(value);
    }

    private static ByteBuf message() {
        return Unpooled.wrappedBuffer(new byte[MESSAGE_LENGTH]);
    }
}
