package dev.quoll.cli.option;

import java.io.IOException;
import java.nio.file.Path;

/// Takes PEM files, and says which one is no good.
final class PemFiles {
    /// Reads a file of certificates.
    @FunctionalInterface
    interface Certificates {
        Object read(Path file) throws IOException;
    }

    /// Reads a certificate chain and its key.
    @FunctionalInterface
    interface Identity {
        Object read(Path chain, Path key) throws IOException;
    }

    private PemFiles() {}

    static void read(Certificates reader, Path file) throws IOException {
        try {
            reader.read(file);
        } catch (IllegalArgumentException e) {
            throw new IOException("no certificates in " + file + ": " + e.getMessage(), e);
        }
    }

    static void read(Identity reader, Path chain, Path key) throws IOException {
        try {
            reader.read(chain, key);
        } catch (IllegalArgumentException e) {
            throw new IOException(
                    "no certificate and key in " + chain + " and " + key + ": " + e.getMessage(),
                    e);
        }
    }
}
