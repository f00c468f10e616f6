package dev.quoll.interop.peers.speed;

import io.netty.channel.Channel;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.handler.codec.quic.QuicChannelOption;
import io.netty.handler.codec.quic.QuicServerCodecBuilder;
import io.netty.handler.codec.quic.QuicSslContext;
import io.netty.handler.codec.quic.QuicSslContextBuilder;
import io.netty.handler.codec.quic.QuicStreamChannel;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import java.io.File;
import java.net.InetSocketAddress;
import java.util.concurrent.Callable;

/// `server`: answers until its input ends.
@Command(name = "server")
final class ServerCommand implements Callable<Integer> {
    @Mixin private Settings settings = new Settings();

    @Option(names = "--listen", required = true)
    private InetSocketAddress listen;

    @Option(names = "--cert", required = true)
    private File cert;

    @Option(names = "--key", required = true)
    private File key;

    @Override
    public Integer call() throws Exception {
        QuicSslContext tls =
                settings.apply(QuicSslContextBuilder.forServer(key, null, cert)).build();
        QuicServerCodecBuilder codec =
                settings.apply(new QuicServerCodecBuilder())
                        .sslContext(tls)
                        .tokenHandler(null)
                        .option(
                                QuicChannelOption.SEGMENTED_DATAGRAM_PACKET_ALLOCATOR,
                                Settings.segments())
                        .handler(new Nothing())
                        .streamOption(ChannelOption.WRITE_BUFFER_WATER_MARK, Settings.WATER_MARK)
                        .streamHandler(
                                new ChannelInitializer<QuicStreamChannel>() {
                                    @Override
                                    protected void initChannel(QuicStreamChannel channel) {
                                        channel.pipeline().addLast(new AnsweringStream());
                                    }
                                });
        Channel socket = Settings.bind(codec.build(), listen);
        Lines.listening((InetSocketAddress) socket.localAddress());
        Lines.awaitEndOfInput();
        return 0;
    }

    /// Connections need nothing but their streams.
    private static final class Nothing extends ChannelInboundHandlerAdapter {
        @Override
        public boolean isSharable() {
            return true;
        }
    }
}
