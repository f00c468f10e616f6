package dev.quoll.interop.peers;

import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Optional;

/// What a client is asked to do.
public final class ClientOptions {
    @Parameters(paramLabel = "ADDRESS:PORT", converter = SocketAddressConverter.class)
    private InetSocketAddress address;

    @Option(names = "--server-name", required = true)
    private String serverName;

    @Option(names = "--ca", required = true)
    private Path ca;

    @Option(names = "--mode", required = true, description = "${COMPLETION-CANDIDATES}")
    private Mode mode;

    @Option(names = "--bytes")
    private long bytes;

    @Option(names = "--streams", defaultValue = "1")
    private int streams;

    @Option(names = "--cipher", description = "the only cipher suite to offer")
    private Optional<String> cipher = Optional.empty();

    @Option(names = "--json", description = "taken and without effect: the output is always JSON")
    private boolean json;

    public InetSocketAddress address() {
        return address;
    }

    public String serverName() {
        return serverName;
    }

    public Path ca() {
        return ca;
    }

    Mode mode() {
        return mode;
    }

    long bytes() {
        return bytes;
    }

    int streams() {
        return streams;
    }

    public Optional<String> cipher() {
        return cipher;
    }
}
