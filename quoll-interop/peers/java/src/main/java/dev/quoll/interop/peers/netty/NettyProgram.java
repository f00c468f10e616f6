package dev.quoll.interop.peers.netty;

import dev.quoll.interop.peers.ClientOptions;
import dev.quoll.interop.peers.FailedException;
import dev.quoll.interop.peers.Failure;
import dev.quoll.interop.peers.Output;
import dev.quoll.interop.peers.PeerClient;
import dev.quoll.interop.peers.PeerProgram;
import dev.quoll.interop.peers.ServerOptions;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.handler.codec.quic.BoringSSLContextOption;
import io.netty.handler.codec.quic.InsecureQuicTokenHandler;
import io.netty.handler.codec.quic.QuicChannel;
import io.netty.handler.codec.quic.QuicCodecBuilder;
import io.netty.handler.codec.quic.QuicServerCodecBuilder;
import io.netty.handler.codec.quic.QuicSslContext;
import io.netty.handler.codec.quic.QuicSslContextBuilder;
import io.netty.handler.codec.quic.QuicStreamChannel;
import io.netty.handler.ssl.ClientAuth;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// Builds netty's channels. One event loop serves everything.
public final class NettyProgram implements PeerProgram {
    static final String ALPN = "perf8";
    private static final long WINDOW = 16 << 20;
    private static final int MAX_STREAMS = 1000;
    static final WriteBufferWaterMark WATER_MARK = new WriteBufferWaterMark(1 << 20, 4 << 20);

    @Override
    public PeerClient client(ClientOptions options) throws FailedException {
        refuseChoiceOf(options.cipher());
        if (options.v2()) {
            throw Failure.unsupported("quiche has no QUIC version 2").asException();
        }
        if (options.keyUpdate() || options.migrate()) {
            throw Failure.unsupported("netty has no call to change keys or to migrate")
                    .asException();
        }
        return NettyClient.of(options);
    }

    @Override
    public void serve(ServerOptions options) throws FailedException {
        refuseChoiceOf(options.cipher());
        if (options.preferredAddress().isPresent()) {
            throw Failure.unsupported("quiche's server has no preferred address").asException();
        }
        QuicSslContext tls = tls(options);
        QuicServerCodecBuilder codec =
                configured(new QuicServerCodecBuilder())
                        .sslContext(tls)
                        .tokenHandler(options.retry() ? InsecureQuicTokenHandler.INSTANCE : null)
                        .handler(
                                new ChannelInitializer<QuicChannel>() {
                                    @Override
                                    protected void initChannel(QuicChannel channel) {
                                        ConnectionWatch watch = new ConnectionWatch();
                                        channel.pipeline().addLast(watch);
                                        watch.whenEnded(Output::closed);
                                    }
                                })
                        .streamOption(ChannelOption.WRITE_BUFFER_WATER_MARK, WATER_MARK)
                        .streamHandler(
                                new ChannelInitializer<QuicStreamChannel>() {
                                    @Override
                                    protected void initChannel(QuicStreamChannel channel) {
                                        channel.pipeline().addLast(new ServerStream());
                                    }
                                });
        Channel socket = bind(codec.build(), options.listen());
        InetSocketAddress local = (InetSocketAddress) socket.localAddress();
        Output.listening(local);
        socket.closeFuture().syncUninterruptibly();
    }

    private static QuicSslContext tls(ServerOptions options) throws FailedException {
        QuicSslContextBuilder tls =
                QuicSslContextBuilder.forServer(OneKey.of(options.cert(), options.key()), null)
                        .applicationProtocols(ALPN)
                        .earlyData(options.early());
        chooseGroups(tls, options.groups());
        options.clientCa()
                .ifPresent(ca -> tls.clientAuth(ClientAuth.REQUIRE).trustManager(ca.toFile()));
        return tls.build();
    }

    static void chooseGroups(QuicSslContextBuilder tls, List<String> groups) {
        if (!groups.isEmpty()) {
            tls.option(BoringSSLContextOption.GROUPS, groups.toArray(String[]::new));
        }
    }

    /// BoringSSL orders and offers the suites of TLS 1.3 by itself, and netty has no switch for it.
    private static void refuseChoiceOf(Optional<String> cipher) throws FailedException {
        if (cipher.isPresent()) {
            throw Failure.unsupported("BoringSSL has no choice of TLS 1.3 cipher suites")
                    .asException();
        }
    }

    static <B extends QuicCodecBuilder<B>> B configured(B codec) {
        return codec.maxIdleTimeout(30, TimeUnit.SECONDS)
                .initialMaxData(2 * WINDOW)
                .initialMaxStreamDataBidirectionalLocal(WINDOW)
                .initialMaxStreamDataBidirectionalRemote(WINDOW)
                .initialMaxStreamsBidirectional(MAX_STREAMS);
    }

    static Channel bind(ChannelHandler codec, InetSocketAddress local) throws FailedException {
        Bootstrap bootstrap =
                new Bootstrap()
                        .group(new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory()))
                        .channel(NioDatagramChannel.class)
                        .option(ChannelOption.SO_RCVBUF, 2 << 20)
                        .option(ChannelOption.SO_SNDBUF, 2 << 20)
                        .handler(codec);
        try {
            return bootstrap.bind(local).sync().channel();
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    static FailedException interrupted(InterruptedException cause) {
        Thread.currentThread().interrupt();
        return Failure.other(cause).asException();
    }
}
