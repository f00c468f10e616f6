package dev.quoll.config;

import dev.quoll.core.spi.ConnectionIdGenerator;
import dev.quoll.core.version.QuicVersion;

import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/// What an endpoint is: its address, whether it serves, how it connects by default. Immutable,
/// *thread-safe*; made by a [Builder].
public final class EndpointConfig {
    /// How many [#readers()] there can be.
    public static final int MOST_READERS = 64;

    private static final Executor VIRTUAL_THREADS =
            task -> Thread.ofVirtual().name("quoll-callback").start(task);

    private static final int RESET_KEY_LENGTH = 32;
    private static final Duration MAX_SPIN = Duration.ofMillis(1);

    private final Optional<InetSocketAddress> bindAddress;
    private final int bindPort;
    private final int readers;
    private final Duration spin;
    private final Optional<ServerConfig> server;
    private final Optional<ClientConfig> defaultClient;
    private final int maxUdpPayloadSize;
    private final List<QuicVersion> versions;
    private final Supplier<ConnectionIdGenerator> connectionIds;
    private final Optional<Duration> connectionIdLifetime;
    private final boolean fixedBitGreased;
    private final byte[] resetKey;
    private final Duration minResetInterval;
    private final Executor executor;

    private EndpointConfig(Builder builder) {
        bindAddress = builder.bindAddress;
        bindPort = builder.bindPort;
        readers = builder.readers;
        spin = builder.spin;
        server = builder.server;
        defaultClient = builder.defaultClient;
        maxUdpPayloadSize = builder.maxUdpPayloadSize;
        versions = builder.versions;
        fixedBitGreased = builder.fixedBitGreased;
        connectionIdLifetime = builder.connectionIdLifetime;
        resetKey = builder.resetKey.clone();
        connectionIds = builder.connectionIds.orElseGet(() -> ConnectionIds.knownBy(resetKey));
        ConnectionIds.check(connectionIds.get(), server.isPresent());
        minResetInterval = builder.minResetInterval;
        executor = builder.executor;
    }

    /// An endpoint that serves on `address`, and connects nowhere unless told how.
    public static EndpointConfig server(InetSocketAddress address, ServerConfig server) {
        return builder().bindAddress(address).server(server).build();
    }

    /// An endpoint that serves on `port` of all addresses, IPv4 and IPv6.
    public static EndpointConfig server(int port, ServerConfig server) {
        return builder().bindPort(port).server(server).build();
    }

    /// An endpoint on a port the system chooses, reaching IPv4 and IPv6, that only connects.
    public static EndpointConfig client(ClientConfig client) {
        return builder().defaultClient(client).build();
    }

    /// Begins with the defaults: any free port of all addresses, neither serving nor with a default
    /// for connecting.
    public static Builder builder() {
        return new Builder();
    }

    /// The address to bind the socket to; empty for all addresses of the machine.
    public Optional<InetSocketAddress> bindAddress() {
        return bindAddress;
    }

    /// The port to bind to on all addresses, 0 for one the system chooses.
    public int bindPort() {
        return bindPort;
    }

    /// How many sockets it is to have at its address, each with a thread that reads.
    public int readers() {
        return readers;
    }

    /// How long it looks for more datagrams after one before it waits; zero if it waits at once.
    public Duration spin() {
        return spin;
    }

    /// How it serves; empty if it does not.
    public Optional<ServerConfig> server() {
        return server;
    }

    /// How it connects where a call does not say.
    public Optional<ClientConfig> defaultClient() {
        return defaultClient;
    }

    /// The largest datagram it takes, in bytes of UDP payload.
    public int maxUdpPayloadSize() {
        return maxUdpPayloadSize;
    }

    /// The QUIC versions it speaks as a server, best first.
    public List<QuicVersion> versions() {
        return versions;
    }

    /// Makes the generator of connection IDs of one endpoint.
    public Supplier<ConnectionIdGenerator> connectionIds() {
        return connectionIds;
    }

    /// How long connection IDs are good for; empty if as long as the connection.
    public Optional<Duration> connectionIdLifetime() {
        return connectionIdLifetime;
    }

    /// Whether the fixed bit of packets is random where the peer lets it be (RFC 9287).
    public boolean isFixedBitGreased() {
        return fixedBitGreased;
    }

    /// The secret that reset tokens are made of; a copy.
    public byte[] resetKey() {
        return resetKey.clone();
    }

    /// The least time between two stateless resets.
    public Duration minResetInterval() {
        return minResetInterval;
    }

    /// Runs what the application attached to futures.
    public Executor executor() {
        return executor;
    }

    /// Collects settings. *Confined*.
    public static final class Builder {
        private Optional<InetSocketAddress> bindAddress = Optional.empty();
        private int bindPort;
        private int readers = 1;
        private Duration spin = Duration.ZERO;
        private Optional<ServerConfig> server = Optional.empty();
        private Optional<ClientConfig> defaultClient = Optional.empty();
        private int maxUdpPayloadSize = 1472;
        private List<QuicVersion> versions = List.of(QuicVersion.V2, QuicVersion.V1);
        private Optional<Supplier<ConnectionIdGenerator>> connectionIds = Optional.empty();
        private boolean fixedBitGreased = true;
        private Optional<Duration> connectionIdLifetime = Optional.empty();
        private byte[] resetKey = new byte[RESET_KEY_LENGTH];
        private Duration minResetInterval = Duration.ofMillis(20);
        private Executor executor = VIRTUAL_THREADS;

        private Builder() {
            new SecureRandom().nextBytes(resetKey);
        }

        /// The one address to bind to; all of them unless set. The IPv6 wildcard serves IPv4 as
        /// well, port 0 lets the system choose.
        public Builder bindAddress(InetSocketAddress address) {
            if (address.isUnresolved()) {
                throw new IllegalArgumentException("unresolved address " + address);
            }
            bindAddress = Optional.of(address);
            return this;
        }

        /// The port to bind to on all addresses, IPv4 and IPv6; 0, one the system chooses, unless
        /// set. Counts for nothing with [#bindAddress].
        public Builder bindPort(int port) {
            bindPort = Checks.inRange("port", port, 0, 65_535);
            return this;
        }

        /// How many sockets the endpoint has at its address, each with a thread that reads, 1 to
        /// [EndpointConfig#MOST_READERS]; 1 unless set. With several a server uses more than one
        /// processor for receiving: the system spreads peers over the sockets by the addresses and
        /// ports of both sides. So it is of use where there are many peers, clients of many servers
        /// included; one connection does not gain, and threads that wait do not receive by
        /// themselves then. A connection stays where it began, and what comes to another reader, as
        /// after a migration, is given to it there.
        ///
        /// Linux spreads. One socket is used, and the log says so, where sockets cannot share a
        /// port, where there are carriers, and with a socket of the application's own. Other
        /// processes of the same user can share the port, too.
        ///
        /// @throws IllegalArgumentException if there are fewer or more
        public Builder readers(int count) {
            readers = Checks.inRange("readers", count, 1, MOST_READERS);
            return this;
        }

        /// How long a thread that waits for datagrams looks for the next one again and again before
        /// it lets its processor go, 0 to 1 ms; 0, not at all, unless set. It spares a conversation
        /// of short messages the time that a sleeping processor takes to wake, some tens of
        /// microseconds, and costs that processor meanwhile: of use where there are more of them
        /// than threads that work. It ends by itself where datagrams come further apart than twice
        /// this time, and begins anew when they come close together.
        ///
        /// @throws IllegalArgumentException if it is negative or longer
        public Builder spin(Duration most) {
            spin = Checks.inRange("spin", most, Duration.ZERO, MAX_SPIN);
            return this;
        }

        /// Lets the endpoint accept connections.
        public Builder server(ServerConfig config) {
            server = Optional.of(config);
            return this;
        }

        /// How to connect where a call does not say.
        public Builder defaultClient(ClientConfig config) {
            defaultClient = Optional.of(config);
            return this;
        }

        /// The largest datagram to take, 1200 to 65527 bytes of UDP payload; 1472 unless set.
        public Builder maxUdpPayloadSize(int bytes) {
            maxUdpPayloadSize = Checks.inRange("UDP payload", bytes, 1200, 65_527);
            return this;
        }

        /// The QUIC versions spoken as a server, best first; version 2 and version 1 unless set. A
        /// client that begins in one of them is answered in a better one if it prefers that, too;
        /// clients that begin in others are told which these are.
        public Builder versions(List<QuicVersion> bestFirst) {
            versions = Checks.distinct("version", bestFirst);
            return this;
        }

        /// Makes the generator of connection IDs, of 4 bytes and more, or none for an endpoint that
        /// does not serve; [ConnectionIds#keyed] with a key that follows from the reset key unless
        /// set. The endpoint calls the generator from one thread at a time.
        public Builder connectionIds(Supplier<ConnectionIdGenerator> generator) {
            connectionIds = Optional.of(generator);
            return this;
        }

        /// How long connection IDs are good for before peers are given others, 1 s to a day; as
        /// long as the connection unless set. A lifetime under the idle timeout keeps idle
        /// connections alive.
        public Builder connectionIdLifetime(Duration lifetime) {
            Duration day = Duration.ofDays(1);
            connectionIdLifetime =
                    Optional.of(
                            Checks.inRange(
                                    "connection ID lifetime",
                                    lifetime,
                                    Duration.ofSeconds(1),
                                    day));
            return this;
        }

        /// Sets the fixed bit of all packets, and demands it of peers: for networks that tell QUIC
        /// from other protocols on the same port by it.
        public Builder withoutGreasedFixedBit() {
            fixedBitGreased = false;
            return this;
        }

        /// The secret that reset tokens are made of, 32 bytes or more; random ones unless set. With
        /// the key of before, an endpoint that starts anew can tell its peers at once that their
        /// connections are lost; all machines behind one address share it. Who knows the key can
        /// end every connection.
        public Builder resetKey(byte[] key) {
            Checks.inRange("bytes of reset key", key.length, RESET_KEY_LENGTH, 1024);
            resetKey = key.clone();
            return this;
        }

        /// The least time between two stateless resets, up to a day; 20 ms unless set.
        public Builder minResetInterval(Duration interval) {
            minResetInterval =
                    Checks.inRange("reset interval", interval, Duration.ZERO, Duration.ofDays(1));
            return this;
        }

        /// Where futures are completed, and so where what the application attached to them runs; a
        /// new virtual thread each time unless set. It must not run tasks in the thread that
        /// submits them.
        public Builder executor(Executor runner) {
            executor = Objects.requireNonNull(runner, "executor");
            return this;
        }

        /// The settings collected so far.
        public EndpointConfig build() {
            return new EndpointConfig(this);
        }
    }
}
