package dev.quoll.cli.option;

import dev.quoll.qlog.QlogDirectory;

import picocli.CommandLine.Option;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/// Where what connections do is written, if anywhere. *Confined*.
public final class QlogOption {
    @Option(
            names = "--qlog",
            paramLabel = "DIR",
            defaultValue = "${env:QLOGDIR}",
            description =
                    "Write what each connection does to a file in this folder, made if needed, as"
                            + " qlog (see `quoll qlog`). Default: the environment's QLOGDIR, else"
                            + " none")
    private Optional<Path> directory = Optional.empty();

    /// Begins to record; to be closed after the endpoint.
    ///
    /// @throws IOException if the folder cannot be made
    public Recording begin() throws IOException {
        return directory.isEmpty() || directory.get().toString().isEmpty()
                ? new Recording(Optional.empty())
                : new Recording(Optional.of(QlogDirectory.open(directory.get())));
    }
}
