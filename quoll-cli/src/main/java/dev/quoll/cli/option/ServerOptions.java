package dev.quoll.cli.option;

import dev.quoll.cli.identity.Identity;
import dev.quoll.cli.identity.SelfSigned;
import dev.quoll.core.spi.CipherSuite;
import dev.quoll.tls.TlsServerConfig;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// Where a server listens, who it is and which cipher suite it accepts. *Confined*.
public final class ServerOptions {
    @Mixin private final ListenOption listening = new ListenOption();

    @ArgGroup(exclusive = false)
    private @Nullable CertificateFiles files;

    @Option(
            names = "--cipher",
            paramLabel = "SUITE",
            description = "The only cipher suite to accept: ${COMPLETION-CANDIDATES}")
    private Optional<CipherSuite> cipher = Optional.empty();

    /// Both or neither.
    static final class CertificateFiles {
        @Option(
                names = "--cert",
                paramLabel = "FILE",
                required = true,
                description = "Certificate chain in PEM, the server's own first")
        private Path chain = Path.of("");

        @Option(
                names = "--key",
                paramLabel = "FILE",
                required = true,
                description = "Its private key in PEM, PKCS #8. Without both: self-signed")
        private Path key = Path.of("");
    }

    /// Where to listen.
    public InetSocketAddress listen() {
        return listening.address();
    }

    /// How the server speaks TLS for one application protocol.
    ///
    /// @param onSelfSigned told of the identity where one was made for this run
    public TlsServerConfig tls(String protocol, Consumer<Identity> onSelfSigned)
            throws IOException {
        TlsServerConfig.Builder builder = TlsServerConfig.builder().alpn(protocol);
        cipher.ifPresent(builder::cipherSuites);
        if (files != null) {
            return fromFiles(builder, files);
        }
        Identity identity = SelfSigned.of(names());
        onSelfSigned.accept(identity);
        return builder.certificate(identity.key(), identity.chain()).build();
    }

    private static TlsServerConfig fromFiles(TlsServerConfig.Builder builder, CertificateFiles pem)
            throws IOException {
        try {
            return builder.certificatePem(pem.chain, pem.key).build();
        } catch (IllegalArgumentException e) {
            throw new IOException(
                    "no certificate and key in "
                            + pem.chain
                            + " and "
                            + pem.key
                            + ": "
                            + e.getMessage(),
                    e);
        }
    }

    private List<String> names() {
        return Stream.of("localhost", "127.0.0.1", "::1", listen().getAddress().getHostAddress())
                .distinct()
                .toList();
    }
}
