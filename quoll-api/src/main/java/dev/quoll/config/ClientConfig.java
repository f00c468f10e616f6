package dev.quoll.config;

import dev.quoll.core.spi.ClientTls;
import dev.quoll.core.version.QuicVersion;
import dev.quoll.token.MemoryTokenStore;
import dev.quoll.token.TokenStore;

import java.util.Objects;

/// How an endpoint connects to servers. Immutable, *thread-safe*; made by a [Builder].
public final class ClientConfig {
    private final ClientTls tls;
    private final TransportConfig transport;
    private final QuicVersion version;
    private final TokenStore tokenStore;

    private ClientConfig(Builder builder) {
        tls = builder.tls;
        transport = builder.transport;
        version = builder.version;
        tokenStore = builder.tokenStore;
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

    /// The QUIC version of the first packet.
    public QuicVersion version() {
        return version;
    }

    /// Where tokens of servers are kept for later connections.
    public TokenStore tokenStore() {
        return tokenStore;
    }

    /// Collects settings. *Confined*.
    public static final class Builder {
        private final ClientTls tls;
        private TransportConfig transport = TransportConfig.defaults();
        private QuicVersion version = QuicVersion.V1;
        private TokenStore tokenStore = new MemoryTokenStore();

        private Builder(ClientTls tls) {
            this.tls = Objects.requireNonNull(tls, "tls");
        }

        /// How connections behave.
        public Builder transport(TransportConfig config) {
            transport = Objects.requireNonNull(config, "transport");
            return this;
        }

        /// The QUIC version of the first packet; version 1 unless set.
        public Builder version(QuicVersion first) {
            version = Objects.requireNonNull(first, "version");
            return this;
        }

        /// Where tokens of servers are kept, which save a round trip where a server wants clients
        /// to prove their address; a [MemoryTokenStore] of the configuration's own unless set.
        public Builder tokenStore(TokenStore store) {
            tokenStore = Objects.requireNonNull(store, "token store");
            return this;
        }

        /// The settings collected so far.
        public ClientConfig build() {
            return new ClientConfig(this);
        }
    }
}
