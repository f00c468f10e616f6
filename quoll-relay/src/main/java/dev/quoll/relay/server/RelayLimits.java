package dev.quoll.relay.server;

import dev.quoll.relay.RelayProtocol;

import java.time.Duration;

/// What a relay does for its peers at most. *Immutable*; made by a [Builder].
public final class RelayLimits {
    private static final RelayLimits DEFAULTS = builder().build();

    private final int maxPeers;
    private final long packetsPerSecond;
    private final long bytesPerSecond;
    private final int maxPacketSize;
    private final int maxHandles;
    private final int handlesPerSecond;
    private final int queueBytes;
    private final Duration registrationTimeout;
    private final Duration silence;

    private RelayLimits(Builder builder) {
        maxPeers = builder.maxPeers;
        packetsPerSecond = builder.packetsPerSecond;
        bytesPerSecond = builder.bytesPerSecond;
        maxPacketSize = builder.maxPacketSize;
        maxHandles = builder.maxHandles;
        handlesPerSecond = builder.handlesPerSecond;
        queueBytes = builder.queueBytes;
        registrationTimeout = builder.registrationTimeout;
        silence = builder.silence;
    }

    /// The defaults.
    public static RelayLimits defaults() {
        return DEFAULTS;
    }

    /// Begins with the defaults.
    public static Builder builder() {
        return new Builder();
    }

    /// Peers registered at a time.
    public int maxPeers() {
        return maxPeers;
    }

    /// Packets passed on for one peer in a second.
    public long packetsPerSecond() {
        return packetsPerSecond;
    }

    /// Bytes of packets passed on for one peer in a second.
    public long bytesPerSecond() {
        return bytesPerSecond;
    }

    /// Bytes of the largest packet.
    public int maxPacketSize() {
        return maxPacketSize;
    }

    /// Other peers that one writes to or hears from.
    public int maxHandles() {
        return maxHandles;
    }

    /// New ones of these in a second.
    public int handlesPerSecond() {
        return handlesPerSecond;
    }

    /// Bytes of packets that wait, from one peer and for it.
    public int queueBytes() {
        return queueBytes;
    }

    /// How long it may take to register.
    public Duration registrationTimeout() {
        return registrationTimeout;
    }

    /// When a peer is given up.
    public Duration silence() {
        return silence;
    }

    /// Collects limits. *Confined*.
    public static final class Builder {
        private int maxPeers = 4096;
        private long packetsPerSecond = 12_500;
        private long bytesPerSecond = 12_500_000;
        private int maxPacketSize = 1452;
        private int maxHandles = 256;
        private int handlesPerSecond = 20;
        private int queueBytes = 256 << 10;
        private Duration registrationTimeout = Duration.ofSeconds(30);
        private Duration silence = Duration.ofSeconds(30);

        private Builder() {}

        /// Peers registered at a time, 1 to 1,000,000; 4096 unless set. More are refused.
        public Builder maxPeers(int count) {
            maxPeers = (int) checked("peers", count, 1, 1_000_000);
            return this;
        }

        /// Packets passed on for one peer in a second, 1 to a billion; 12,500 unless set. What is
        /// more waits, and is thrown away when too much does.
        public Builder packetsPerSecond(long count) {
            packetsPerSecond = checked("packets per second", count, 1, 1_000_000_000);
            return this;
        }

        /// Bytes of packets passed on for one peer in a second, 1 to 10^12; 12,500,000 unless set.
        public Builder bytesPerSecond(long bytes) {
            bytesPerSecond = checked("bytes per second", bytes, 1, 1_000_000_000_000L);
            return this;
        }

        /// Bytes of the largest packet, 1200 to 65,000; 1452 unless set. It is less where the
        /// network to a peer carries less.
        public Builder maxPacketSize(int bytes) {
            maxPacketSize =
                    (int) checked("packet size", bytes, RelayProtocol.MIN_PACKET_SIZE, 65_000);
            return this;
        }

        /// Other peers that one writes to or hears from, 1 to 65,536; 256 unless set. The one with
        /// which no packet was exchanged for longest makes room for the next.
        public Builder maxHandles(int count) {
            maxHandles = (int) checked("handles", count, 1, 65_536);
            return this;
        }

        /// Peers that one may ask for in a second, and that may begin to write to it, 1 to
        /// 1,000,000; 20 unless set, and three times as many at once. Questions beyond wait,
        /// packets of further strangers are thrown away.
        public Builder handlesPerSecond(int count) {
            handlesPerSecond = (int) checked("handles per second", count, 1, 1_000_000);
            return this;
        }

        /// Bytes of packets that wait, from one peer and for it, 16,384 to 64 MiB each; 256 KiB
        /// unless set. The oldest are thrown away for new ones.
        public Builder queueBytes(int bytes) {
            queueBytes = (int) checked("bytes that wait", bytes, 16_384, 64 << 20);
            return this;
        }

        /// How long a new connection may take to register, and the network to it to be known to
        /// carry packets of 1200 bytes, 10 ms to an hour; 30 s unless set.
        public Builder registrationTimeout(Duration timeout) {
            checked("ms to register", timeout.toMillis(), 10, 3_600_000);
            registrationTimeout = timeout;
            return this;
        }

        /// A peer of which nothing was heard for so long is given up, 1 s to a day; 30 s unless
        /// set. Peers that are there say so, every few seconds.
        public Builder silence(Duration timeout) {
            checked("ms of silence", timeout.toMillis(), 1000, 86_400_000);
            silence = timeout;
            return this;
        }

        /// The limits collected so far.
        public RelayLimits build() {
            return new RelayLimits(this);
        }

        private static long checked(String what, long value, long least, long most) {
            if (value < least || value > most) {
                throw new IllegalArgumentException(
                        value + " " + what + ", not from " + least + " to " + most);
            }
            return value;
        }
    }
}
