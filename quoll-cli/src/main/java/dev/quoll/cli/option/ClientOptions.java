package dev.quoll.cli.option;

import dev.quoll.config.ClientConfig;
import dev.quoll.config.TransportConfig;
import dev.quoll.core.spi.CipherSuite;
import dev.quoll.core.version.QuicVersion;
import dev.quoll.tls.TlsClientConfig;
import dev.quoll.tls.parameter.NamedGroup;
import dev.quoll.tls.resumption.FileSessionStore;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/// Which servers a client believes, who it is, what it offers and how long it waits. *Confined*.
public final class ClientOptions {
    @ArgGroup private Trust trust = new Trust();

    @ArgGroup(exclusive = false)
    private @Nullable CertificateFiles certificate;

    @ArgGroup(exclusive = false)
    private @Nullable Sessions sessions;

    @Option(
            names = "--cipher",
            paramLabel = "SUITE",
            description = "The only cipher suite to offer: ${COMPLETION-CANDIDATES}")
    private Optional<CipherSuite> cipher = Optional.empty();

    @Option(
            names = "--groups",
            paramLabel = "GROUP",
            split = ",",
            description =
                    "Key-exchange groups to offer instead of all, with a share of the first:"
                            + " ${COMPLETION-CANDIDATES}")
    private Set<NamedGroup> groups = Set.of();

    @Mixin private final KeyLogOption keyLog = new KeyLogOption();

    @Mixin private final ConnectTimeout timeout = new ConnectTimeout();

    @Option(
            names = "--v2",
            description = "Prefer QUIC version 2: begin in version 1 and let the server go over")
    private boolean v2;

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

    /// Both or neither.
    static final class CertificateFiles {
        @Option(
                names = "--client-cert",
                paramLabel = "FILE",
                required = true,
                description = "Certificate chain in PEM for servers that ask who we are")
        private Path chain = Path.of("");

        @Option(
                names = "--client-key",
                paramLabel = "FILE",
                required = true,
                description = "Its private key in PEM, PKCS #8")
        private Path key = Path.of("");
    }

    /// What is kept from one run to the next.
    static final class Sessions {
        @Option(
                names = "--session",
                paramLabel = "FILE",
                required = true,
                description = "Resume a session from this file, and keep new ones there; as secret")
        private Path file = Path.of("");

        @Option(
                names = "--early",
                description =
                        "Send requests with the first packets where the session allows it (0-RTT)."
                                + " Whoever records them can send them again")
        private boolean early;

        private void apply(TlsClientConfig.Builder builder) throws IOException {
            builder.sessions(FileSessionStore.open(file));
            if (!early) {
                builder.withoutEarlyData();
            }
        }
    }

    /// How the client connects, for one application protocol.
    ///
    /// @throws IOException if a file cannot be read, or has not in it what it should
    public ClientConfig config(String protocol) throws IOException {
        return config(protocol, UnaryOperator.identity());
    }

    /// As [#config(String)], with something else about the transport.
    public ClientConfig config(String protocol, UnaryOperator<TransportConfig.Builder> further)
            throws IOException {
        return ClientConfig.builder(tls(protocol))
                .versions(
                        v2
                                ? List.of(QuicVersion.V2, QuicVersion.V1)
                                : List.of(QuicVersion.V1, QuicVersion.V2))
                .transport(further.apply(timeout.builder()).build())
                .build();
    }

    private TlsClientConfig tls(String protocol) throws IOException {
        TlsClientConfig.Builder builder =
                TlsClientConfig.builder().alpn(protocol).keyLog(keyLog.open());
        if (trust.insecure) {
            builder.insecureTrustAnyServer();
        } else if (trust.authorities.isPresent()) {
            PemFiles.read(builder::trustPem, trust.authorities.get());
        }
        if (certificate != null) {
            PemFiles.read(builder::certificatePem, certificate.chain, certificate.key);
        }
        if (sessions != null) {
            sessions.apply(builder);
        }
        cipher.ifPresent(builder::cipherSuites);
        if (!groups.isEmpty()) {
            builder.groups(groups.toArray(NamedGroup[]::new));
        }
        return builder.build();
    }
}
