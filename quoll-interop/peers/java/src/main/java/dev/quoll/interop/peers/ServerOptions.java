package dev.quoll.interop.peers;

import picocli.CommandLine.Option;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// What a server is asked to be.
public final class ServerOptions {
    @Option(names = "--listen", required = true, converter = SocketAddressConverter.class)
    private InetSocketAddress listen;

    @Option(names = "--cert", required = true, description = "PEM chain, the leaf first")
    private Path cert;

    @Option(names = "--key", required = true, description = "PEM, PKCS #8")
    private Path key;

    @Option(names = "--cipher", description = "the only cipher suite to accept")
    private Optional<String> cipher = Optional.empty();

    @Option(names = "--groups", split = ",", description = "the only groups to accept")
    private List<String> groups = List.of();

    @Option(names = "--client-ca", description = "ask clients for a certificate of this root")
    private Optional<Path> clientCa = Optional.empty();

    @Option(names = "--early", description = "accept early data")
    private boolean early;

    @Option(names = "--retry", description = "have every client prove its address")
    private boolean retry;

    @Option(
            names = "--preferred-address",
            converter = SocketAddressConverter.class,
            description = "where clients are to go after the handshake")
    private Optional<InetSocketAddress> preferredAddress = Optional.empty();

    @Option(names = "--json", description = "taken and without effect: the output is always JSON")
    private boolean json;

    public InetSocketAddress listen() {
        return listen;
    }

    public Path cert() {
        return cert;
    }

    public Path key() {
        return key;
    }

    public Optional<String> cipher() {
        return cipher;
    }

    public List<String> groups() {
        return groups;
    }

    public Optional<Path> clientCa() {
        return clientCa;
    }

    public Optional<InetSocketAddress> preferredAddress() {
        return preferredAddress;
    }

    public boolean retry() {
        return retry;
    }

    public boolean early() {
        return early;
    }
}
