package dev.quoll.examples;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.quoll.BiStream;
import dev.quoll.Connection;
import dev.quoll.Endpoint;
import dev.quoll.config.ClientConfig;
import dev.quoll.config.EndpointConfig;
import dev.quoll.tls.TlsClientConfig;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;

/// Asks an [EchoServer], whose certificate is `cert.pem` in the present folder.
public final class EchoClient {
    private EchoClient() {}

    public static void main(String[] args) throws IOException {
        InetSocketAddress server = new InetSocketAddress("localhost", 4433);
        System.out.println(ask(server, Path.of("cert.pem"), "Hello, QUIC"));
    }

    // README: begin
    static String ask(InetSocketAddress server, Path trusted, String question) throws IOException {
        var tls = TlsClientConfig.builder().alpn("echo").trustPem(trusted).build();
        try (Endpoint client = Endpoint.bind(EndpointConfig.client(ClientConfig.of(tls)));
                Connection connection = client.connect(server, "localhost");
                BiStream stream = connection.openBi()) {
            stream.send().write(question.getBytes(UTF_8));
            stream.send().finish();
            return new String(stream.recv().readAllBytes(), UTF_8);
        }
    }
    // README: end
}
