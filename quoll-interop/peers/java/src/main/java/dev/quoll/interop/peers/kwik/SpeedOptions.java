package dev.quoll.interop.peers.kwik;

import picocli.CommandLine.Option;

/// What both ends are told.
final class SpeedOptions {
    /// As many windows of a stream as a connection has.
    private static final int CONNECTION_WINDOWS = 8;

    @Option(names = "--window", required = true, description = "bytes a stream may send ahead")
    private long window;

    @Option(
            names = "--group",
            required = true,
            description = "of the key exchange; kwik has no choice of it")
    private String group = "";

    long window() {
        return window;
    }

    long connectionWindow() {
        return CONNECTION_WINDOWS * window;
    }
}
