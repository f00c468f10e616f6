package dev.quoll.config;

import dev.quoll.core.spi.ServerTls;
import dev.quoll.token.BloomTokenLog;
import dev.quoll.token.TokenKeys;
import dev.quoll.token.TokenLog;

import java.net.Inet4Address;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Optional;

/// How an endpoint serves. Immutable, *thread-safe*; made by a [Builder].
public final class ServerConfig {
    private final ServerTls tls;
    private final TransportConfig transport;
    private final int maxIncoming;
    private final int maxUnproved;
    private final long incomingBufferSize;
    private final long incomingBufferSizeTotal;
    private final TokenKeys tokenKeys;
    private final Duration retryTokenLifetime;
    private final Duration newTokenLifetime;
    private final int newTokenCount;
    private final TokenLog tokenLog;
    private final InstantSource clock;
    private final boolean followsClients;
    private final Optional<InetSocketAddress> preferredIpv4;
    private final Optional<InetSocketAddress> preferredIpv6;

    private ServerConfig(Builder builder) {
        tls = builder.tls;
        transport = builder.transport;
        maxIncoming = builder.maxIncoming;
        maxUnproved = builder.maxUnproved;
        incomingBufferSize = builder.incomingBufferSize;
        incomingBufferSizeTotal = builder.incomingBufferSizeTotal;
        tokenKeys = builder.tokenKeys.orElseGet(TokenKeys::ofThisProcess);
        retryTokenLifetime = builder.retryTokenLifetime;
        newTokenLifetime = builder.newTokenLifetime;
        newTokenCount = builder.newTokenCount;
        tokenLog =
                builder.tokenLog.orElseGet(
                        () -> new BloomTokenLog(newTokenLifetime, BloomTokenLog.DEFAULT_BYTES));
        clock = builder.clock;
        followsClients = builder.followsClients;
        preferredIpv4 = builder.preferredIpv4;
        preferredIpv6 = builder.preferredIpv6;
    }

    /// A server with defaults for all but TLS.
    public static ServerConfig of(ServerTls tls) {
        return builder(tls).build();
    }

    /// Begins with the defaults.
    ///
    /// @param tls usually made by `TlsServerConfig.builder()`
    public static Builder builder(ServerTls tls) {
        return new Builder(tls);
    }

    /// How TLS is spoken.
    public ServerTls tls() {
        return tls;
    }

    /// How connections behave.
    public TransportConfig transport() {
        return transport;
    }

    /// How many connections may wait to be accepted or refused.
    public int maxIncoming() {
        return maxIncoming;
    }

    /// How many clients may wait or be in their handshakes before others have to prove their
    /// address.
    public int maxUnproved() {
        return maxUnproved;
    }

    /// Bytes kept for one connection that waits to be accepted.
    public long incomingBufferSize() {
        return incomingBufferSize;
    }

    /// Bytes kept for all connections that wait to be accepted.
    public long incomingBufferSizeTotal() {
        return incomingBufferSizeTotal;
    }

    /// What address tokens are sealed with.
    public TokenKeys tokenKeys() {
        return tokenKeys;
    }

    /// How long a client may take to answer a Retry.
    public Duration retryTokenLifetime() {
        return retryTokenLifetime;
    }

    /// How long tokens are good that clients get for later connections.
    public Duration newTokenLifetime() {
        return newTokenLifetime;
    }

    /// How many tokens a client gets for later connections.
    public int newTokenCount() {
        return newTokenCount;
    }

    /// Which of those were used.
    public TokenLog tokenLog() {
        return tokenLog;
    }

    /// Whether clients that appear at another address are followed.
    public boolean followsClients() {
        return followsClients;
    }

    /// The IPv4 address where the server would rather be reached.
    public Optional<InetSocketAddress> preferredIpv4() {
        return preferredIpv4;
    }

    /// The IPv6 address where the server would rather be reached.
    public Optional<InetSocketAddress> preferredIpv6() {
        return preferredIpv6;
    }

    /// What tokens age by.
    public InstantSource clock() {
        return clock;
    }

    /// Collects settings. *Confined*.
    public static final class Builder {
        private static final Duration SECOND = Duration.ofSeconds(1);

        private final ServerTls tls;
        private TransportConfig transport = TransportConfig.defaults();
        private int maxIncoming = 65_536;
        private int maxUnproved = 1000;
        private long incomingBufferSize = 10L << 20;
        private long incomingBufferSizeTotal = 100L << 20;
        private Optional<TokenKeys> tokenKeys = Optional.empty();
        private Duration retryTokenLifetime = Duration.ofSeconds(15);
        private Duration newTokenLifetime = Duration.ofDays(14);
        private int newTokenCount = 2;
        private Optional<TokenLog> tokenLog = Optional.empty();
        private InstantSource clock = InstantSource.system();

        private boolean followsClients = true;
        private Optional<InetSocketAddress> preferredIpv4 = Optional.empty();
        private Optional<InetSocketAddress> preferredIpv6 = Optional.empty();

        private Builder(ServerTls tls) {
            this.tls = Objects.requireNonNull(tls, "tls");
        }

        /// How connections behave.
        public Builder transport(TransportConfig config) {
            transport = Objects.requireNonNull(config, "transport");
            return this;
        }

        /// Connections that may wait to be accepted, from 0; 65,536 unless set. More get no answer.
        public Builder maxIncoming(int count) {
            maxIncoming = Checks.inRange("incoming connections", count, 0, Integer.MAX_VALUE);
            return this;
        }

        /// Clients that may wait to be accepted, or be in their handshakes without having proved
        /// their address, from 0; 1000 unless set. While there are as many, clients without a token
        /// are asked to prove theirs (Retry); nothing is kept for them, and the application does
        /// not see them before they do. So 0 asks every client that is not known.
        public Builder maxUnproved(int count) {
            maxUnproved = Checks.inRange("unproved clients", count, 0, Integer.MAX_VALUE);
            return this;
        }

        /// Bytes kept for one connection that waits, from 1200; 10 MiB unless set.
        public Builder incomingBufferSize(long bytes) {
            incomingBufferSize = Checks.inRange("incoming buffer", bytes, 1200, Long.MAX_VALUE);
            return this;
        }

        /// Bytes kept for all connections that wait, from 1200; 100 MiB unless set.
        public Builder incomingBufferSizeTotal(long bytes) {
            incomingBufferSizeTotal =
                    Checks.inRange("incoming buffers", bytes, 1200, Long.MAX_VALUE);
            return this;
        }

        /// Keys for address tokens that other machines of the same service have too; a random one
        /// unless set, which ends with the process.
        public Builder tokenKeys(TokenKeys keys) {
            tokenKeys = Optional.of(keys);
            return this;
        }

        /// How long a client may take to answer a Retry, 1 second to 1 hour; 15 seconds unless set.
        public Builder retryTokenLifetime(Duration lifetime) {
            retryTokenLifetime =
                    Checks.inRange("retry token lifetime", lifetime, SECOND, Duration.ofHours(1));
            return this;
        }

        /// How long the tokens are good that clients get for later connections, 1 second to 365
        /// days; 14 days unless set.
        public Builder newTokenLifetime(Duration lifetime) {
            newTokenLifetime =
                    Checks.inRange("token lifetime", lifetime, SECOND, Duration.ofDays(365));
            return this;
        }

        /// How many tokens a client gets for later connections, 0 to 16; 2 unless set.
        public Builder newTokenCount(int count) {
            newTokenCount = Checks.inRange("tokens", count, 0, 16);
            return this;
        }

        /// Drops what comes from another address than the one a client began with, and asks clients
        /// not to move. A client whose NAT gives it another port is lost then.
        ///
        /// @spec https://www.rfc-editor.org/rfc/rfc9000#section-9 RFC 9000, section 9
        public Builder withoutMigration() {
            followsClients = false;
            return this;
        }

        /// Where this server would rather be reached once a handshake is done, such as its own
        /// address behind one that many share. Clients go there if it answers. The socket has to be
        /// reached at this address too: it is usually bound to the wildcard, and the port is its
        /// own.
        ///
        /// @param address IPv4 or IPv6; one of each kind counts
        /// @spec https://www.rfc-editor.org/rfc/rfc9000#section-9.6 RFC 9000, section 9.6
        public Builder preferredAddress(InetSocketAddress address) {
            if (address.isUnresolved() || address.getAddress().isAnyLocalAddress()) {
                throw new IllegalArgumentException(address + " is no address to be reached at");
            }
            if (address.getAddress() instanceof Inet4Address) {
                preferredIpv4 = Optional.of(address);
            } else {
                preferredIpv6 = Optional.of(address);
            }
            return this;
        }

        /// Where it is remembered which of those were used; a [BloomTokenLog] of 10 MiB at most
        /// unless set, which knows this process only.
        public Builder tokenLog(TokenLog log) {
            tokenLog = Optional.of(log);
            return this;
        }

        /// What tokens age by; the system's clock unless set.
        public Builder clock(InstantSource source) {
            clock = Objects.requireNonNull(source, "clock");
            return this;
        }

        /// The settings collected so far.
        public ServerConfig build() {
            return new ServerConfig(this);
        }
    }
}
