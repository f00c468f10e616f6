package dev.quoll.cli.demo;

import dev.quoll.Connecting;
import dev.quoll.Connection;
import dev.quoll.Endpoint;
import dev.quoll.cli.demo.DemoReport.Cut;
import dev.quoll.cli.identity.Identity;
import dev.quoll.cli.identity.SelfSigned;
import dev.quoll.cli.report.Amount;
import dev.quoll.cli.thread.Together;
import dev.quoll.config.ClientConfig;
import dev.quoll.config.EndpointConfig;
import dev.quoll.config.ServerConfig;
import dev.quoll.config.TransportConfig;
import dev.quoll.core.spi.PathScheduling;
import dev.quoll.tls.TlsClientConfig;
import dev.quoll.tls.TlsServerConfig;
import dev.quoll.udp.UdpSocketConfig;
import dev.quoll.udp.UdpSockets;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Future;
import java.util.stream.Stream;

/// A server and a client on this machine that send each other the same files at the same time, over
/// two paths, of which one is cut meanwhile. *Confined*.
final class Demo {
    private static final String PROTOCOL = "quoll-demo";
    private static final String SERVER_NAME = "localhost";
    private static final Duration HANDSHAKE_LIMIT = Duration.ofSeconds(10);

    private static final InetAddress ANY = InetAddress.ofLiteral("0.0.0.0");
    private static final InetAddress FIRST = InetAddress.ofLiteral("127.0.0.1");

    /// Where the second path begins; Linux has it without being told.
    private static final InetAddress SECOND = InetAddress.ofLiteral("127.0.0.2");

    /// What goes over the second path before it is cut: less than its share of the files, though
    /// the first path may carry most of them.
    private static final long CUT_AFTER_BYTES = 250_000;

    private static final int BUFFER_BYTES = 4 << 20;

    private final Identity identity = SelfSigned.of(List.of(SERVER_NAME));
    private final Path workplace;
    private final List<Path> files;

    /// @param workplace an empty folder to work in
    /// @param files what to move; if empty, files made for it
    Demo(Path workplace, List<Path> files) throws IOException {
        this.workplace = workplace;
        this.files =
                files.isEmpty()
                        ? SampleFiles.in(Files.createDirectory(workplace.resolve("files")))
                        : files;
    }

    /// The certificate's SHA-256 that the server made for itself and the client trusts.
    String fingerprint() {
        return identity.fingerprint();
    }

    /// Does all of it.
    DemoReport run() throws IOException {
        try (Endpoint server =
                        Endpoint.bind(
                                EndpointConfig.server(
                                        new InetSocketAddress(FIRST, 0), serverConfig()));
                CutSocket socket = newSocket();
                Endpoint client = Endpoint.bind(EndpointConfig.client(clientConfig()), socket)) {
            long start = System.nanoTime();
            Connecting begun = client.startConnect(server.localAddress(), SERVER_NAME);
            try (Connection accepted = server.accept(HANDSHAKE_LIMIT).accept().await();
                    Connection connected = begun.await()) {
                double seconds = Amount.secondsSince(start);
                SecondPath second = SecondPath.open(connected, SECOND);
                DemoReport report = exchange(connected, accepted, seconds);
                Cut cut = cut(socket, second); // and what the paths came to, by then
                return report.with(second.report(), cut);
            }
        }
    }

    private static CutSocket newSocket() throws IOException {
        UdpSocketConfig config =
                UdpSocketConfig.bindTo(new InetSocketAddress(ANY, 0))
                        .withReceiveBuffer(BUFFER_BYTES)
                        .withSendBuffer(BUFFER_BYTES);
        return new CutSocket(UdpSockets.open(config).socket(), SECOND, CUT_AFTER_BYTES);
    }

    private static @Nullable Cut cut(CutSocket socket, SecondPath second) throws IOException {
        if (socket.cutNanos().isEmpty()) {
            return null;
        }
        String reason = second.awaitEnd().map(why -> why.getClass().getSimpleName()).orElse(null);
        double seconds = Amount.secondsSince(socket.cutNanos().get());
        return new Cut(second.id(), reason == null ? null : seconds, reason);
    }

    private DemoReport exchange(Connection client, Connection server, double handshakeSeconds)
            throws IOException {
        FileExchange clientSide = new FileExchange(client, inbox("client"));
        FileExchange serverSide = new FileExchange(server, inbox("server"));
        Thread.startVirtualThread(clientSide::receiveAll);
        Thread.startVirtualThread(serverSide::receiveAll);

        long start = System.nanoTime();
        Future<List<Moved>> up = Together.start(() -> clientSide.sendAll(files));
        List<Moved> down = serverSide.sendAll(files);
        List<Moved> all = Stream.concat(Together.result(up).stream(), down.stream()).toList();
        double seconds = Amount.secondsSince(start);
        return DemoReport.of(client, server, all, handshakeSeconds, seconds);
    }

    private ServerConfig serverConfig() {
        TlsServerConfig tls =
                TlsServerConfig.builder()
                        .alpn(PROTOCOL)
                        .certificate(identity.key(), identity.chain())
                        .build();
        return ServerConfig.builder(tls).transport(transport()).build();
    }

    private ClientConfig clientConfig() {
        TlsClientConfig tls =
                TlsClientConfig.builder()
                        .alpn(PROTOCOL)
                        .trustCertificates(identity.chain())
                        .build();
        return ClientConfig.builder(tls).transport(transport()).build();
    }

    /// Two paths that share the load; one from which nothing comes is soon given up.
    private static TransportConfig transport() {
        return TransportConfig.builder()
                .maxConcurrentMultipathPaths(2)
                .defaultPathMaxIdleTimeout(Duration.ofSeconds(1))
                .pathScheduling(new PathScheduling.RoundRobinByWindow())
                .build();
    }

    private Path inbox(String side) throws IOException {
        return Files.createDirectory(workplace.resolve(side));
    }
}
