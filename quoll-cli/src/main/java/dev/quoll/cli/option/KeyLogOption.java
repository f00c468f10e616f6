package dev.quoll.cli.option;

import dev.quoll.tls.keylog.KeyLog;
import dev.quoll.tls.keylog.KeyLogFile;

import picocli.CommandLine.Option;

import java.io.IOException;
import java.lang.System.Logger;
import java.nio.file.Path;
import java.util.Optional;

/// Where the secrets of connections are written, if anywhere. *Confined*.
final class KeyLogOption {
    private static final Logger LOG = System.getLogger("dev.quoll");

    @Option(
            names = "--keylog",
            paramLabel = "FILE",
            defaultValue = "${env:SSLKEYLOGFILE}",
            description =
                    "Append the secrets of all connections, for Wireshark: who has them reads"
                            + " everything. Default: the environment's SSLKEYLOGFILE, else none")
    private Optional<Path> file = Optional.empty();

    /// The log; its file stays open until the process ends.
    KeyLog open() throws IOException {
        if (file.isEmpty() || file.get().toString().isEmpty()) {
            return KeyLog.NONE;
        }
        Path path = file.get();
        return KeyLogFile.append(
                path, failure -> LOG.log(Logger.Level.WARNING, "no key log in " + path, failure));
    }
}
