package dev.quoll.examples;

import dev.quoll.BiStream;
import dev.quoll.Endpoint;
import dev.quoll.config.EndpointConfig;
import dev.quoll.config.ServerConfig;
import dev.quoll.tls.TlsServerConfig;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;

/// A server that sends back what it gets. Needs `cert.pem` and `key.pem` in the present folder:
///
/// ```
/// openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 14 \
///     -subj /CN=localhost -addext subjectAltName=DNS:localhost -keyout key.pem -out cert.pem
/// ```
public final class EchoServer {
    private EchoServer() {}

    public static void main(String[] args) throws IOException {
        InetSocketAddress address = new InetSocketAddress("localhost", 4433);
        try (Endpoint server = open(address, Path.of("cert.pem"), Path.of("key.pem"))) {
            serve(server);
        }
    }

    // README: begin
    static Endpoint open(InetSocketAddress address, Path chain, Path key) throws IOException {
        var tls = TlsServerConfig.builder().alpn("echo").certificatePem(chain, key).build();
        return Endpoint.bind(EndpointConfig.server(address, ServerConfig.of(tls)));
    }

    static void serve(Endpoint server) throws IOException {
        server.serve(
                connection -> { // on a virtual thread of its own
                    while (true) {
                        try (BiStream stream = connection.acceptBi()) {
                            stream.recv().transferTo(stream.send());
                        }
                    }
                });
    }
    // README: end
}
