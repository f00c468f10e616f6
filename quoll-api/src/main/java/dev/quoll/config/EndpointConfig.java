package dev.quoll.config;

import java.net.InetSocketAddress;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Executor;

/// What an endpoint is: its address, whether it serves, how it connects by default. Immutable,
/// *thread-safe*; made by a [Builder].
public final class EndpointConfig {
    private static final Executor VIRTUAL_THREADS =
            task -> Thread.ofVirtual().name("quoll-callback").start(task);

    private final Optional<InetSocketAddress> bindAddress;
    private final int bindPort;
    private final Optional<ServerConfig> server;
    private final Optional<ClientConfig> defaultClient;
    private final int maxUdpPayloadSize;
    private final Executor executor;

    private EndpointConfig(Builder builder) {
        bindAddress = builder.bindAddress;
        bindPort = builder.bindPort;
        server = builder.server;
        defaultClient = builder.defaultClient;
        maxUdpPayloadSize = builder.maxUdpPayloadSize;
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

    /// Runs what the application attached to futures.
    public Executor executor() {
        return executor;
    }

    /// Collects settings. *Confined*.
    public static final class Builder {
        private Optional<InetSocketAddress> bindAddress = Optional.empty();
        private int bindPort;
        private Optional<ServerConfig> server = Optional.empty();
        private Optional<ClientConfig> defaultClient = Optional.empty();
        private int maxUdpPayloadSize = 1472;
        private Executor executor = VIRTUAL_THREADS;

        private Builder() {}

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
