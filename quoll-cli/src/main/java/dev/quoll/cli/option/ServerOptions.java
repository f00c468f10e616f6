package dev.quoll.cli.option;

import dev.quoll.cli.identity.Identity;
import dev.quoll.cli.identity.SelfSigned;
import dev.quoll.config.EndpointConfig;
import dev.quoll.config.ServerConfig;
import dev.quoll.core.spi.CipherSuite;
import dev.quoll.tls.TlsServerConfig;
import dev.quoll.tls.parameter.NamedGroup;
import dev.quoll.tls.resumption.LocalReplayGuard;
import dev.quoll.tls.resumption.TicketKeys;
import dev.quoll.tls.trust.ClientAuthentication;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// Where a server listens, who it is, whom it lets in and what it accepts. *Confined*.
public final class ServerOptions {
    @Mixin private final ListenOption listening = new ListenOption();

    @ArgGroup(exclusive = false)
    private @Nullable CertificateFiles files;

    @ArgGroup(exclusive = false)
    private @Nullable Clients clients;

    @Option(
            names = "--cipher",
            paramLabel = "SUITE",
            description = "The only cipher suite to accept: ${COMPLETION-CANDIDATES}")
    private Optional<CipherSuite> cipher = Optional.empty();

    @Option(
            names = "--groups",
            paramLabel = "GROUP",
            split = ",",
            description =
                    "Key-exchange groups to accept instead of all, most wanted first:"
                            + " ${COMPLETION-CANDIDATES}")
    private Set<NamedGroup> groups = Set.of();

    @Option(
            names = "--ticket-key",
            paramLabel = "FILE",
            description =
                    "32 random bytes that seal sessions, so that a server started again, or another"
                            + " with this file, resumes them. Default: a key made for this run")
    private Optional<Path> ticketKey = Optional.empty();

    @Option(
            names = "--early",
            description =
                    "Accept requests in the first packets of resumed connections (0-RTT). Whoever"
                            + " records them can send them again to another server with this key")
    private boolean early;

    @Option(
            names = "--preferred-address",
            paramLabel = "IP:PORT",
            converter = ReachableAddressConverter.class,
            description =
                    "Where clients go once the handshake is done, if it answers; twice for IPv4 and"
                            + " IPv6. What comes there must reach this server: it listens on the"
                            + " wildcard address, or something forwards it")
    private List<InetSocketAddress> preferred = List.of();

    @Option(
            names = "--readers",
            paramLabel = "N",
            converter = ReadersConverter.class,
            defaultValue = "1",
            description =
                    "How many sockets and threads receive, 1 to 64, among which Linux divides the"
                            + " clients. Default: 1")
    private int readers;

    @Mixin private final KeyLogOption keyLog = new KeyLogOption();

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

    /// Who may come in; without it anybody.
    static final class Clients {
        @Option(
                names = "--client-ca",
                paramLabel = "FILE",
                required = true,
                description =
                        "Let in only clients with a certificate issued by one in this PEM file")
        private Path authorities = Path.of("");

        @Option(
                names = "--client-optional",
                description = "Let in clients without a certificate, too")
        private boolean optional;

        private ClientAuthentication authentication() {
            return optional ? ClientAuthentication.OPTIONAL : ClientAuthentication.REQUIRED;
        }
    }

    /// Where to listen.
    public InetSocketAddress listen() {
        return listening.address();
    }

    /// An endpoint that serves there, with as many readers as were asked for.
    public EndpointConfig endpoint(ServerConfig server) {
        return EndpointConfig.builder()
                .bindAddress(listen())
                .readers(readers)
                .server(server)
                .build();
    }

    /// A server that speaks TLS like this and prefers the addresses it was told to.
    public ServerConfig.Builder serving(TlsServerConfig tls) {
        ServerConfig.Builder builder = ServerConfig.builder(tls);
        preferred.forEach(builder::preferredAddress);
        return builder;
    }

    /// How the server speaks TLS.
    ///
    /// @param protocols the application protocols, the one it likes best first
    /// @param onSelfSigned told of the identity where one was made for this run
    /// @throws IOException if a file cannot be read, or has not in it what it should
    public TlsServerConfig tls(Consumer<Identity> onSelfSigned, String... protocols)
            throws IOException {
        TlsServerConfig.Builder builder =
                TlsServerConfig.builder().alpn(protocols).keyLog(keyLog.open());
        identify(builder, onSelfSigned);
        if (clients != null) {
            PemFiles.read(builder::trustClientPem, clients.authorities);
            builder.clients(clients.authentication());
        }
        cipher.ifPresent(builder::cipherSuites);
        if (!groups.isEmpty()) {
            builder.groups(groups.toArray(NamedGroup[]::new));
        }
        if (ticketKey.isPresent()) {
            builder.ticketKeys(ticketKeys(ticketKey.get()));
        }
        if (early) {
            builder.acceptEarlyData(new LocalReplayGuard());
        }
        return builder.build();
    }

    private void identify(TlsServerConfig.Builder builder, Consumer<Identity> onSelfSigned)
            throws IOException {
        if (files != null) {
            PemFiles.read(builder::certificatePem, files.chain, files.key);
        } else {
            Identity identity = SelfSigned.of(names());
            onSelfSigned.accept(identity);
            builder.certificate(identity.key(), identity.chain());
        }
    }

    private static TicketKeys ticketKeys(Path file) throws IOException {
        long length = Files.size(file);
        if (length != TicketKeys.KEY_LENGTH) {
            throw new IOException(
                    file + " has " + length + " bytes: a ticket key is 32 random bytes");
        }
        return TicketKeys.of(Files.readAllBytes(file));
    }

    private List<String> names() {
        return Stream.of("localhost", "127.0.0.1", "::1", listen().getAddress().getHostAddress())
                .distinct()
                .toList();
    }
}
