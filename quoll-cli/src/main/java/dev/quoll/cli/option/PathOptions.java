package dev.quoll.cli.option;

import dev.quoll.config.TransportConfig;

import picocli.CommandLine.Option;

import java.net.InetAddress;
import java.util.List;

/// Which paths a client opens besides the first. *Confined*.
public final class PathOptions {
    /// How many paths the command allows at a time, on either side.
    public static final int MAX_PATHS = 8;

    @Option(
            names = "--path",
            paramLabel = "LOCAL_IP",
            converter = LocalIpConverter.class,
            description =
                    "Open another path, from this address of this machine; may be given again. The"
                            + " server must speak multipath")
    private List<InetAddress> locals = List.of();

    /// Where further paths begin.
    public List<InetAddress> locals() {
        return List.copyOf(locals);
    }

    /// Offers multipath if it is wanted.
    public TransportConfig.Builder apply(TransportConfig.Builder builder) {
        return locals.isEmpty() ? builder : builder.maxConcurrentMultipathPaths(MAX_PATHS);
    }
}
