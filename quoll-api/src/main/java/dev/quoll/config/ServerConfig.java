package dev.quoll.config;

import dev.quoll.core.spi.ServerTls;

import java.util.Objects;

/// How an endpoint serves. Immutable, *thread-safe*; made by a [Builder].
public final class ServerConfig {
    private final ServerTls tls;
    private final TransportConfig transport;
    private final int maxIncoming;
    private final long incomingBufferSize;
    private final long incomingBufferSizeTotal;

    private ServerConfig(Builder builder) {
        tls = builder.tls;
        transport = builder.transport;
        maxIncoming = builder.maxIncoming;
        incomingBufferSize = builder.incomingBufferSize;
        incomingBufferSizeTotal = builder.incomingBufferSizeTotal;
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

    /// Bytes kept for one connection that waits to be accepted.
    public long incomingBufferSize() {
        return incomingBufferSize;
    }

    /// Bytes kept for all connections that wait to be accepted.
    public long incomingBufferSizeTotal() {
        return incomingBufferSizeTotal;
    }

    /// Collects settings. *Confined*.
    public static final class Builder {
        private final ServerTls tls;
        private TransportConfig transport = TransportConfig.defaults();
        private int maxIncoming = 65_536;
        private long incomingBufferSize = 10L << 20;
        private long incomingBufferSizeTotal = 100L << 20;

        private Builder(ServerTls tls) {
            this.tls = Objects.requireNonNull(tls, "tls");
        }

        /// How connections behave.
        public Builder transport(TransportConfig config) {
            transport = Objects.requireNonNull(config, "transport");
            return this;
        }

        /// Connections that may wait to be accepted, from 1; 65,536 unless set. More are ignored.
        public Builder maxIncoming(int count) {
            maxIncoming = Checks.inRange("incoming connections", count, 1, Integer.MAX_VALUE);
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

        /// The settings collected so far.
        public ServerConfig build() {
            return new ServerConfig(this);
        }
    }
}
