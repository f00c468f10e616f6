package dev.quoll.bench.end;

import dev.quoll.bench.JcaChoice;
import dev.quoll.config.TransportConfig;
import dev.quoll.core.spi.CongestionControl;
import dev.quoll.tls.parameter.NamedGroup;

import picocli.CommandLine.Option;

import java.time.Duration;
import java.time.temporal.ChronoUnit;

/// What both ends are told. *Confined*.
final class CommonOptions {
    static final String ALPN = "perf8";
    private static final int MAX_STREAMS = 1000;

    /// What the whole connection may send ahead, in windows of a stream.
    private static final int CONNECTION_WINDOWS = 8;

    @Option(names = "--window", required = true, description = "Bytes a stream may send ahead")
    private long window;

    @Option(names = "--group", required = true)
    private NamedGroup group = NamedGroup.X25519;

    @Option(names = "--threads", defaultValue = "virtual")
    private ThreadKind threads = ThreadKind.VIRTUAL;

    @Option(names = "--provider", defaultValue = "jdk")
    private JcaChoice provider = JcaChoice.JDK;

    @Option(names = "--spin", defaultValue = "0", description = "Microseconds before a wait")
    private long spinMicros;

    void installProvider() {
        provider.install();
    }

    NamedGroup group() {
        return group;
    }

    ThreadKind threads() {
        return threads;
    }

    Duration spin() {
        return Duration.of(spinMicros, ChronoUnit.MICROS);
    }

    /// As it comes, but for fixed windows and for connections that stay.
    TransportConfig transport() {
        return TransportConfig.builder()
                .maxConcurrentBidiStreams(MAX_STREAMS)
                .streamReceiveWindow(window)
                .maxStreamReceiveWindow(window)
                .receiveWindow(CONNECTION_WINDOWS * window)
                .sendWindow(CONNECTION_WINDOWS * window)
                .congestionControl(new CongestionControl.Cubic())
                .withoutIdleTimeout()
                .build();
    }
}
