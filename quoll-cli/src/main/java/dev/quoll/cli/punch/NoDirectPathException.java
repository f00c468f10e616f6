package dev.quoll.cli.punch;

import java.io.IOException;
import java.time.Duration;

/// The peers reach each other over the relay only, and that was not to be enough.
final class NoDirectPathException extends IOException {
    private static final long serialVersionUID = 1L;

    NoDirectPathException(Duration waited) {
        super("no direct path was found in " + waited.toMillis() / 1e3 + " s");
    }
}
