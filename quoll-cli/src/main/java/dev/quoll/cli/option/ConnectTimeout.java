package dev.quoll.cli.option;

import dev.quoll.config.TransportConfig;

import picocli.CommandLine.Option;

import java.time.Duration;

/// How long client and server wait for each other. *Confined*.
public final class ConnectTimeout {
    @Option(
            names = "--connect-timeout",
            paramLabel = "SECONDS",
            converter = SecondsConverter.class,
            defaultValue = "10",
            description = "How long the handshake may take, 0.001 to 86400. Default: 10")
    private Duration connectTimeout = Duration.ZERO;

    /// Connections that wait so long, and are as usual otherwise unless that is changed further.
    public TransportConfig.Builder builder() {
        return TransportConfig.builder().handshakeTimeout(connectTimeout);
    }
}
