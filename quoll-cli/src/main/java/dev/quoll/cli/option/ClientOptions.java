package dev.quoll.cli.option;

import dev.quoll.config.ClientConfig;
import dev.quoll.core.spi.CipherSuite;
import dev.quoll.tls.TlsClientConfig;

import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/// Which servers a client believes, which cipher suite it offers and how long it waits. *Confined*.
public final class ClientOptions {
    @ArgGroup private Trust trust = new Trust();

    @Option(
            names = "--cipher",
            paramLabel = "SUITE",
            description = "The only cipher suite to offer: ${COMPLETION-CANDIDATES}")
    private Optional<CipherSuite> cipher = Optional.empty();

    @Mixin private final ConnectTimeout timeout = new ConnectTimeout();

    /// One or neither.
    static final class Trust {
        @Option(
                names = "--ca",
                paramLabel = "FILE",
                description = "Trust the certificates in this PEM file instead of the JDK's")
        private Optional<Path> authorities = Optional.empty();

        @Option(
                names = "--insecure",
                description = "Believe any server: for tests alone, anyone in between can read all")
        private boolean insecure;
    }

    /// How the client connects, for one application protocol.
    public ClientConfig config(String protocol) throws IOException {
        return ClientConfig.builder(tls(protocol)).transport(timeout.transport()).build();
    }

    private TlsClientConfig tls(String protocol) throws IOException {
        TlsClientConfig.Builder builder = TlsClientConfig.builder().alpn(protocol);
        if (trust.insecure) {
            builder.insecureTrustAnyServer();
        } else if (trust.authorities.isPresent()) {
            trust(builder, trust.authorities.get());
        }
        cipher.ifPresent(builder::cipherSuites);
        return builder.build();
    }

    private static void trust(TlsClientConfig.Builder builder, Path file) throws IOException {
        try {
            builder.trustPem(file);
        } catch (IllegalArgumentException e) {
            throw new IOException("no certificates in " + file + ": " + e.getMessage(), e);
        }
    }
}
