package dev.quoll.bench.end;

import dev.quoll.Endpoint;
import dev.quoll.config.EndpointConfig;
import dev.quoll.config.ServerConfig;
import dev.quoll.core.spi.CipherSuite;
import dev.quoll.tls.TlsServerConfig;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.Callable;

/// `server`: answers until it is killed; for each line of its input it tells its heap.
@Command(name = "server")
final class ServerCommand implements Callable<Integer> {
    /// Enough for those whose handshakes have not ended.
    private static final int MAX_INCOMING = 1 << 14;

    @Option(names = "--listen", required = true, description = "A port of the loopback address")
    private int port;

    @Option(names = "--cert", required = true, description = "PEM, the leaf first")
    private Path chain = Path.of("");

    @Option(names = "--key", required = true, description = "PEM, PKCS #8")
    private Path key = Path.of("");

    @Mixin private final CommonOptions common = new CommonOptions();

    ServerCommand() {}

    private record Listening(String event, String address) {}

    private record Heap(long bytes) {}

    @Override
    public Integer call() throws IOException {
        common.installProvider();
        InetSocketAddress local = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        try (Endpoint endpoint = Endpoint.bind(config(local))) {
            InetSocketAddress address = endpoint.localAddress();
            Thread.startVirtualThread(() -> serve(endpoint));
            Lines.print(new Listening("listening", "127.0.0.1:" + address.getPort()));
            tellHeap();
        }
        return 0;
    }

    private void serve(Endpoint endpoint) {
        StreamAnswerer answerer = new StreamAnswerer(common.threads());
        try {
            endpoint.serve(answerer::serve);
        } catch (IOException e) {
            System.err.println("stopped: " + e);
        }
    }

    private EndpointConfig config(InetSocketAddress local) throws IOException {
        return EndpointConfig.builder()
                .bindAddress(local)
                .spin(common.spin())
                .server(service())
                .build();
    }

    private ServerConfig service() throws IOException {
        TlsServerConfig tls =
                TlsServerConfig.builder()
                        .alpn(CommonOptions.ALPN)
                        .certificatePem(chain, key)
                        .cipherSuites(CipherSuite.TLS_AES_128_GCM_SHA256)
                        .groups(common.group())
                        .build();
        return ServerConfig.builder(tls)
                .transport(common.transport())
                .maxIncoming(MAX_INCOMING)
                .build();
    }

    /// Until the input ends.
    private static void tellHeap() throws IOException {
        BufferedReader in =
                new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        while (in.readLine() != null) {
            System.gc();
            long used = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
            Lines.print(new Heap(used));
        }
    }
}
