package dev.quoll.interop.peers.speed;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.epoll.EpollDatagramChannel;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.handler.codec.quic.BoringSSLContextOption;
import io.netty.handler.codec.quic.EpollQuicUtils;
import io.netty.handler.codec.quic.QuicCodecBuilder;
import io.netty.handler.codec.quic.QuicCongestionControlAlgorithm;
import io.netty.handler.codec.quic.QuicSslContextBuilder;
import io.netty.handler.codec.quic.SegmentedDatagramPacketAllocator;

import picocli.CommandLine.Option;

import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;

/// How both ends are set up, as fast as netty can be.
final class Settings {
    static final String ALPN = "perf8";
    static final WriteBufferWaterMark WATER_MARK = new WriteBufferWaterMark(1 << 20, 4 << 20);

    private static final int MTU = 1452;
    private static final int CONNECTION_WINDOWS = 8;
    private static final int MAX_STREAMS = 1000;
    private static final int SEGMENTS = 32;
    private static final int BUFFER_BYTES = 2 << 20;

    @Option(names = "--window", required = true, description = "bytes a stream may send ahead")
    private long window;

    @Option(names = "--group", required = true, description = "of the key exchange")
    private String group;

    /// Many datagrams for one system call.
    static SegmentedDatagramPacketAllocator segments() {
        return EpollQuicUtils.newSegmentedAllocator(SEGMENTS);
    }

    <B extends QuicCodecBuilder<B>> B apply(B codec) {
        return codec.maxIdleTimeout(30, TimeUnit.SECONDS)
                .initialMaxData(CONNECTION_WINDOWS * window)
                .initialMaxStreamDataBidirectionalLocal(window)
                .initialMaxStreamDataBidirectionalRemote(window)
                .initialMaxStreamsBidirectional(MAX_STREAMS)
                .maxRecvUdpPayloadSize(MTU)
                .maxSendUdpPayloadSize(MTU)
                .congestionControlAlgorithm(QuicCongestionControlAlgorithm.CUBIC);
    }

    QuicSslContextBuilder apply(QuicSslContextBuilder tls) {
        String name = group.equals("secp256r1") ? "P-256" : group;
        return tls.applicationProtocols(ALPN)
                .option(BoringSSLContextOption.GROUPS, new String[] {name});
    }

    /// A socket on epoll with an event loop of its own.
    static Channel bind(ChannelHandler codec, InetSocketAddress local) throws InterruptedException {
        EventLoopGroup loop = new MultiThreadIoEventLoopGroup(1, EpollIoHandler.newFactory());
        return new Bootstrap()
                .group(loop)
                .channel(EpollDatagramChannel.class)
                .option(ChannelOption.SO_RCVBUF, BUFFER_BYTES)
                .option(ChannelOption.SO_SNDBUF, BUFFER_BYTES)
                .option(EpollChannelOption.UDP_GRO, true)
                .option(ChannelOption.RECVBUF_ALLOCATOR, new FixedRecvByteBufAllocator(1 << 16))
                .handler(codec)
                .bind(local)
                .sync()
                .channel();
    }
}
