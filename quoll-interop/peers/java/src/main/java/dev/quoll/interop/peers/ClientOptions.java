package dev.quoll.interop.peers;

import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
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

    @Option(names = "--groups", split = ",", description = "the only groups to offer")
    private List<String> groups = List.of();

    @Option(names = "--client-cert", description = "PEM chain to show when the server asks")
    private Optional<Path> clientCert = Optional.empty();

    @Option(names = "--client-key", description = "PEM, PKCS #8")
    private Optional<Path> clientKey = Optional.empty();

    @Option(names = "--resume", description = "make a connection first, go on with its session")
    private boolean resume;

    @Option(names = "--early", description = "send the streams of the job as early data")
    private boolean early;

    @Option(names = "--v2", description = "begin in version 1 and prefer version 2")
    private boolean v2;

    @Option(names = "--key-update", description = "change the keys once confirmed")
    private boolean keyUpdate;

    @Option(names = "--migrate", description = "go over to another port once confirmed")
    private boolean migrate;

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

    public List<String> groups() {
        return groups;
    }

    public Optional<Path> clientCert() {
        return clientCert;
    }

    public Optional<Path> clientKey() {
        return clientKey;
    }

    boolean resume() {
        return resume;
    }

    public boolean v2() {
        return v2;
    }

    public boolean keyUpdate() {
        return keyUpdate;
    }

    public boolean migrate() {
        return migrate;
    }

    public boolean early() {
        return early;
    }
}
