package dev.quoll.interop.peers.netty;

import dev.quoll.interop.peers.ClientOptions;
import dev.quoll.interop.peers.FailedException;
import dev.quoll.interop.peers.Failure;
import dev.quoll.interop.peers.PeerClient;
import dev.quoll.interop.peers.PeerConnection;

import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.handler.codec.quic.BoringSSLContextOption;
import io.netty.handler.codec.quic.QuicChannel;
import io.netty.handler.codec.quic.QuicClientCodecBuilder;
import io.netty.handler.codec.quic.QuicSslContext;
import io.netty.handler.codec.quic.QuicSslContextBuilder;
import io.netty.util.concurrent.Future;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.concurrent.ExecutionException;

/// A client; its TLS context remembers sessions. *Confined*.
final class NettyClient implements PeerClient {
    /// Of itself it would not offer the last.
    private static final String[] SIGNATURES = {
        "ecdsa_secp256r1_sha256",
        "ecdsa_secp384r1_sha384",
        "rsa_pss_rsae_sha256",
        "rsa_pss_rsae_sha384",
        "rsa_pss_rsae_sha512",
        "rsa_pkcs1_sha256",
        "rsa_pkcs1_sha384",
        "rsa_pkcs1_sha512",
        "ed25519"
    };

    private final ClientOptions options;
    private final Channel socket;

    private NettyClient(ClientOptions options, Channel socket) {
        this.options = options;
        this.socket = socket;
    }

    static NettyClient of(ClientOptions options) throws FailedException {
        QuicSslContext tls = tls(options);
        InetSocketAddress address = options.address();
        QuicClientCodecBuilder codec =
                NettyProgram.configured(new QuicClientCodecBuilder())
                        .sslEngineProvider(
                                channel ->
                                        tls.newEngine(
                                                channel.alloc(),
                                                options.serverName(),
                                                address.getPort()));
        return new NettyClient(
                options, NettyProgram.bind(codec.build(), anyPort(address.getAddress())));
    }

    private static QuicSslContext tls(ClientOptions options) throws FailedException {
        QuicSslContextBuilder tls =
                QuicSslContextBuilder.forClient()
                        .trustManager(options.ca().toFile())
                        .applicationProtocols(NettyProgram.ALPN)
                        .option(BoringSSLContextOption.SIGNATURE_ALGORITHMS, SIGNATURES)
                        .earlyData(options.early());
        NettyProgram.chooseGroups(tls, options.groups());
        if (options.clientCert().isPresent()) {
            Path key = options.clientKey().orElseThrow();
            tls.keyManager(OneKey.of(options.clientCert().get(), key), null);
        }
        return tls.build();
    }

    @Override
    public PeerConnection connect() throws FailedException {
        ConnectionWatch watch = new ConnectionWatch();
        try {
            return new NettyConnection(connecting(watch).get(), watch);
        } catch (ExecutionException e) {
            throw watch.failure(e.getCause()).asException();
        } catch (InterruptedException e) {
            throw NettyProgram.interrupted(e);
        }
    }

    @Override
    public PeerConnection connectAgain() throws FailedException {
        if (!options.early()) {
            return connect();
        }
        ConnectionWatch watch = new ConnectionWatch();
        connecting(watch);
        QuicChannel connection =
                watch.awaitEarlyData()
                        .orElseThrow(
                                () ->
                                        Failure.other("the session does not allow early data")
                                                .asException());
        return new NettyConnection(connection, watch);
    }

    private Future<QuicChannel> connecting(ConnectionWatch watch) {
        return QuicChannel.newBootstrap(socket)
                .handler(watch)
                .streamHandler(new IgnoredStream())
                .streamOption(ChannelOption.WRITE_BUFFER_WATER_MARK, NettyProgram.WATER_MARK)
                .remoteAddress(options.address())
                .connect();
    }

    private static InetSocketAddress anyPort(InetAddress towards) {
        boolean ipv4 = towards.getAddress().length == 4;
        return new InetSocketAddress(ipv4 ? "127.0.0.1" : "::1", 0);
    }
}
