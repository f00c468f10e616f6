package dev.quoll.cli.option;

import dev.quoll.tls.RawKeys;

import picocli.CommandLine.Option;

import java.io.IOException;
import java.nio.file.Path;
import java.security.KeyPair;
import java.util.Optional;

/// Who we are to a peer that knows us by a key alone. *Confined*.
public final class KeyOption {
    @Option(
            names = "--key",
            paramLabel = "FILE",
            description =
                    "Own Ed25519 private key in PEM, PKCS #8. Without it: one made for this run")
    private Optional<Path> file = Optional.empty();

    /// Our own keys.
    ///
    /// @throws IOException if the file cannot be read or has no Ed25519 key
    public KeyPair keys() throws IOException {
        return file.isPresent() ? read(file.get()) : RawKeys.generate();
    }

    private static KeyPair read(Path file) throws IOException {
        try {
            KeyPair keys = RawKeys.ofPem(file);
            RawKeys.ed25519Bytes(keys.getPublic()); // one of another kind has no short name
            return keys;
        } catch (IllegalArgumentException e) {
            throw new IOException("no Ed25519 key in " + file + ": " + e.getMessage(), e);
        }
    }
}
