package dev.quoll.cli.option;

import picocli.CommandLine.Option;

import java.net.InetSocketAddress;

/// Where a server listens. *Confined*.
public final class ListenOption {
    @Option(
            names = "--listen",
            paramLabel = "HOST:PORT",
            converter = SocketAddressConverter.class,
            defaultValue = "127.0.0.1:4433",
            description =
                    "Address to listen on; port 0 takes a free one. Default: ${DEFAULT-VALUE}")
    private InetSocketAddress listen = new InetSocketAddress(0);

    /// Where to listen.
    public InetSocketAddress address() {
        return listen;
    }
}
