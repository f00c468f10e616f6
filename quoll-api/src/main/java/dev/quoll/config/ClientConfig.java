package dev.quoll.config;

import dev.quoll.core.spi.ClientTls;
import dev.quoll.core.version.QuicVersion;
import dev.quoll.token.MemoryTokenStore;
import dev.quoll.token.TokenStore;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;

/// How an endpoint connects to servers. Immutable, *thread-safe*; made by a [Builder].
public final class ClientConfig {
    private final ClientTls tls;
    private final TransportConfig transport;
    private final List<QuicVersion> versions;
    private final QuicVersion version;
    private final boolean isVersionSet;
    private final TokenStore tokenStore;
    private final PathPolicy pathPolicy;

    private ClientConfig(Builder builder) {
        tls = builder.tls;
        transport = builder.transport;
        versions = builder.versions;
        version = builder.firstVersion();
        isVersionSet = builder.version.isPresent();
        tokenStore = builder.tokenStore;
        pathPolicy = builder.pathPolicy;
    }

    /// A client with defaults for all but TLS.
    public static ClientConfig of(ClientTls tls) {
        return builder(tls).build();
    }

    /// Begins with the defaults.
    ///
    /// @param tls usually made by `TlsClientConfig.builder()`
    public static Builder builder(ClientTls tls) {
        return new Builder(tls);
    }

    /// How TLS is spoken, and which servers are trusted.
    public ClientTls tls() {
        return tls;
    }

    /// How connections behave.
    public TransportConfig transport() {
        return transport;
    }

    /// The QUIC versions it speaks, best first.
    public List<QuicVersion> versions() {
        return versions;
    }

    /// The QUIC version of the first packet, where there is no session that says another.
    public QuicVersion version() {
        return version;
    }

    /// The QUIC version of the first packet to one server: the one that was set, or the best one of
    /// which there is a session, since a session of another could not be resumed.
    ///
    /// @param hasSession whether there is one of that version
    /// @spec https://www.rfc-editor.org/rfc/rfc9369#section-5 RFC 9369, section 5
    public QuicVersion versionFor(Predicate<QuicVersion> hasSession) {
        return isVersionSet
                ? version
                : versions.stream().filter(hasSession).findFirst().orElse(version);
    }

    /// Where tokens of servers are kept for later connections.
    public TokenStore tokenStore() {
        return tokenStore;
    }

    /// Which paths are opened without the application.
    public PathPolicy pathPolicy() {
        return pathPolicy;
    }

    /// Collects settings. *Confined*.
    public static final class Builder {
        private final ClientTls tls;
        private TransportConfig transport = TransportConfig.defaults();
        private List<QuicVersion> versions = List.of(QuicVersion.V1, QuicVersion.V2);
        private Optional<QuicVersion> version = Optional.empty();
        private TokenStore tokenStore = new MemoryTokenStore();
        private PathPolicy pathPolicy = PathPolicy.manual();

        private Builder(ClientTls tls) {
            this.tls = Objects.requireNonNull(tls, "tls");
        }

        /// How connections behave.
        public Builder transport(TransportConfig config) {
            transport = Objects.requireNonNull(config, "transport");
            return this;
        }

        /// The QUIC versions to speak, best first; version 1 and version 2 unless set. A server
        /// that likes one of them better than that of the first packet goes over to it, if it
        /// stands before that one here; with a server that does not speak that one, the connection
        /// begins again in the best it speaks.
        public Builder versions(List<QuicVersion> bestFirst) {
            versions = Checks.distinct("version", bestFirst);
            return this;
        }

        /// Where tokens of servers are kept, which save a round trip where a server wants clients
        /// to prove their address; a [MemoryTokenStore] of the configuration's own unless set.
        public Builder tokenStore(TokenStore store) {
            tokenStore = Objects.requireNonNull(store, "token store");
            return this;
        }

        /// Which paths are opened without the application, if the transport has
        /// [TransportConfig#maxConcurrentMultipathPaths] and the server, too; none unless set.
        public Builder pathPolicy(PathPolicy policy) {
            pathPolicy = Objects.requireNonNull(policy, "path policy");
            return this;
        }

        /// The QUIC version of the first packet, one of [#versions]; unless set it is that of a
        /// session to be resumed, else version 1, which every server speaks, or the best if version
        /// 1 is not to be spoken. Sessions and tokens of other versions are not used.
        public Builder version(QuicVersion first) {
            version = Optional.of(first);
            return this;
        }

        private QuicVersion firstVersion() {
            QuicVersion usual =
                    versions.contains(QuicVersion.V1) ? QuicVersion.V1 : versions.getFirst();
            QuicVersion first = version.orElse(usual);
            if (!versions.contains(first)) {
                throw new IllegalArgumentException(first + " is none of the versions " + versions);
            }
            return first;
        }

        /// The settings collected so far.
        public ClientConfig build() {
            return new ClientConfig(this);
        }
    }
}
