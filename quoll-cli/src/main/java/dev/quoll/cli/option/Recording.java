package dev.quoll.cli.option;

import dev.quoll.config.TransportConfig;
import dev.quoll.qlog.QlogDirectory;

import java.util.Optional;

/// What connections do is recorded, or is not. *Immutable*.
public final class Recording implements AutoCloseable {
    private final Optional<QlogDirectory> directory;

    Recording(Optional<QlogDirectory> directory) {
        this.directory = directory;
    }

    /// Has connections of these settings recorded if any are.
    public TransportConfig.Builder apply(TransportConfig.Builder builder) {
        directory.ifPresent(builder::observers);
        return builder;
    }

    /// Writes what is still to be written.
    @Override
    public void close() {
        directory.ifPresent(QlogDirectory::close);
    }
}
