package dev.quoll.cli.option;

import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import java.io.IOException;
import java.security.KeyPair;

/// Who we are to a peer that knows us by a key alone, and what we speak with it. *Confined*.
public final class RawKeyOptions {
    @Mixin private final KeyOption key = new KeyOption();

    @Option(
            names = "--alpn",
            paramLabel = "NAME",
            converter = ProtocolNameConverter.class,
            defaultValue = "echo/1",
            description = "The application protocol. Default: ${DEFAULT-VALUE}")
    private String protocol = "";

    /// Our own keys.
    ///
    /// @throws IOException if the file cannot be read or has no Ed25519 key
    public KeyPair keys() throws IOException {
        return key.keys();
    }

    /// The application protocol.
    public String protocol() {
        return protocol;
    }
}
