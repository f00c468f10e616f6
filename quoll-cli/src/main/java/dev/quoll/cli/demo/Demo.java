package dev.quoll.cli.demo;

import dev.quoll.Connecting;
import dev.quoll.Connection;
import dev.quoll.Endpoint;
import dev.quoll.cli.identity.Identity;
import dev.quoll.cli.identity.SelfSigned;
import dev.quoll.cli.report.Amount;
import dev.quoll.cli.thread.Together;
import dev.quoll.config.ClientConfig;
import dev.quoll.config.EndpointConfig;
import dev.quoll.config.ServerConfig;
import dev.quoll.tls.TlsClientConfig;
import dev.quoll.tls.TlsServerConfig;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Future;
import java.util.stream.Stream;

/// A server and a client on this machine that send each other the same files at the same time.
/// *Confined*.
final class Demo {
    private static final String PROTOCOL = "quoll-demo";
    private static final String SERVER_NAME = "localhost";
    private static final Duration HANDSHAKE_LIMIT = Duration.ofSeconds(10);

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
        InetSocketAddress loopback = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        try (Endpoint server = Endpoint.bind(EndpointConfig.server(loopback, serverConfig()));
                Endpoint client = Endpoint.bind(EndpointConfig.client(clientConfig()))) {
            long start = System.nanoTime();
            Connecting begun = client.startConnect(server.localAddress(), SERVER_NAME);
            try (Connection accepted = server.accept(HANDSHAKE_LIMIT).accept().await();
                    Connection connected = begun.await()) {
                return exchange(connected, accepted, Amount.secondsSince(start));
            }
        }
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
        return ServerConfig.of(
                TlsServerConfig.builder()
                        .alpn(PROTOCOL)
                        .certificate(identity.key(), identity.chain())
                        .build());
    }

    private ClientConfig clientConfig() {
        return ClientConfig.of(
                TlsClientConfig.builder()
                        .alpn(PROTOCOL)
                        .trustCertificates(identity.chain())
                        .build());
    }

    private Path inbox(String side) throws IOException {
        return Files.createDirectory(workplace.resolve(side));
    }
}
