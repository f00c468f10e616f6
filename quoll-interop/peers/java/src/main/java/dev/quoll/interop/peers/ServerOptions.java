package dev.quoll.interop.peers;

import picocli.CommandLine.Option;

import java.net.InetSocketAddress;
import java.nio.file.Path;
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
}
