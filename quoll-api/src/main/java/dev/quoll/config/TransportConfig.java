package dev.quoll.config;

import dev.quoll.core.spi.CongestionControl;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/// How connections behave, on either side. Immutable, *thread-safe*; made by a [Builder].
///
/// @spec https://www.rfc-editor.org/rfc/rfc9000#section-18.2 RFC 9000, section 18.2
public final class TransportConfig {
    /// The largest value of a QUIC integer, 2^62-1.
    static final long MAX_VARINT = (1L << 62) - 1;

    private static final long MAX_STREAM_COUNT = 1L << 60; // RFC 9000 §4.6
    private static final long MAX_STREAM_WINDOW = 1L << 30;
    private static final Duration MILLI = Duration.ofMillis(1);
    private static final Duration DAY = Duration.ofDays(1);
    private static final TransportConfig DEFAULT = builder().build();

    private final Builder values;

    private TransportConfig(Builder values) {
        this.values = values;
    }

    /// The settings used where nothing else is asked for.
    public static TransportConfig defaults() {
        return DEFAULT;
    }

    /// Begins with the defaults.
    public static Builder builder() {
        return new Builder();
    }

    /// How many bidirectional streams the peer may have open at once.
    public long maxConcurrentBidiStreams() {
        return values.maxConcurrentBidiStreams;
    }

    /// How many unidirectional streams the peer may have open at once.
    public long maxConcurrentUniStreams() {
        return values.maxConcurrentUniStreams;
    }

    /// The silence that ends a connection, empty if none does on our side.
    public Optional<Duration> maxIdleTimeout() {
        return values.maxIdleTimeout;
    }

    /// How long a handshake may take.
    public Duration handshakeTimeout() {
        return values.handshakeTimeout;
    }

    /// Bytes the peer may have sent on one stream that are not read yet.
    public long streamReceiveWindow() {
        return values.streamReceiveWindow;
    }

    /// Bytes the peer may have sent on all streams that are not read yet.
    public long receiveWindow() {
        return values.receiveWindow;
    }

    /// Bytes written on all streams that the peer has not acknowledged yet.
    public long sendWindow() {
        return values.sendWindow;
    }

    /// A packet is lost when one sent this many later was acknowledged.
    public int packetThreshold() {
        return values.packetThreshold;
    }

    /// A packet is lost when a later one was acknowledged and it is this many round trips old.
    public double timeThreshold() {
        return values.timeThreshold;
    }

    /// The round-trip time assumed before the first sample.
    public Duration initialRtt() {
        return values.initialRtt;
    }

    /// Bytes of UDP payload in the largest datagram sent.
    public int initialMtu() {
        return values.initialMtu;
    }

    /// Probe timeouts that losses have to span to count as persistent congestion.
    public int persistentCongestionThreshold() {
        return values.persistentCongestionThreshold;
    }

    /// The longest pause between two probes of an unanswering peer, empty if it may double for
    /// ever.
    public Optional<Duration> maxProbeInterval() {
        return values.maxProbeInterval;
    }

    /// Bytes of TLS messages held out of order.
    public int cryptoBufferSize() {
        return values.cryptoBufferSize;
    }

    /// Which algorithm decides how many bytes may be in flight.
    public CongestionControl congestionControl() {
        return values.congestionControl;
    }

    /// The most bytes sent in a second, empty for no limit.
    public OptionalLong maxOutgoingBytesPerSecond() {
        return values.maxOutgoingBytesPerSecond;
    }

    /// Collects settings. *Confined*.
    public static final class Builder {
        private long maxConcurrentBidiStreams = 100;
        private long maxConcurrentUniStreams = 100;
        private Optional<Duration> maxIdleTimeout = Optional.of(Duration.ofSeconds(30));
        private Duration handshakeTimeout = Duration.ofSeconds(10);
        private long streamReceiveWindow = 1_250_000;
        private long receiveWindow = 64L << 20;
        private long sendWindow = 10_000_000;
        private int packetThreshold = 3;
        private double timeThreshold = 9.0 / 8;
        private Duration initialRtt = Duration.ofMillis(333);
        private int initialMtu = 1200;
        private int persistentCongestionThreshold = 3;
        private Optional<Duration> maxProbeInterval = Optional.of(Duration.ofSeconds(2));
        private int cryptoBufferSize = 16 << 10;
        private CongestionControl congestionControl = new CongestionControl.Cubic();
        private OptionalLong maxOutgoingBytesPerSecond = OptionalLong.empty();

        private Builder() {}

        private Builder(Builder other) {
            maxConcurrentBidiStreams = other.maxConcurrentBidiStreams;
            maxConcurrentUniStreams = other.maxConcurrentUniStreams;
            maxIdleTimeout = other.maxIdleTimeout;
            handshakeTimeout = other.handshakeTimeout;
            streamReceiveWindow = other.streamReceiveWindow;
            receiveWindow = other.receiveWindow;
            sendWindow = other.sendWindow;
            packetThreshold = other.packetThreshold;
            timeThreshold = other.timeThreshold;
            initialRtt = other.initialRtt;
            initialMtu = other.initialMtu;
            persistentCongestionThreshold = other.persistentCongestionThreshold;
            maxProbeInterval = other.maxProbeInterval;
            cryptoBufferSize = other.cryptoBufferSize;
            congestionControl = other.congestionControl;
            maxOutgoingBytesPerSecond = other.maxOutgoingBytesPerSecond;
        }

        /// Bidirectional streams the peer may have open at once, 0 to 2^60; 100 unless set.
        public Builder maxConcurrentBidiStreams(long count) {
            maxConcurrentBidiStreams = Checks.inRange("stream count", count, 0, MAX_STREAM_COUNT);
            return this;
        }

        /// Unidirectional streams the peer may have open at once, 0 to 2^60; 100 unless set.
        public Builder maxConcurrentUniStreams(long count) {
            maxConcurrentUniStreams = Checks.inRange("stream count", count, 0, MAX_STREAM_COUNT);
            return this;
        }

        /// The silence that ends a connection, from 1 ms; 30 s unless set. The shorter one of both
        /// sides counts.
        public Builder maxIdleTimeout(Duration timeout) {
            maxIdleTimeout = Optional.of(Checks.inRange("idle timeout", timeout, MILLI, DAY));
            return this;
        }

        /// Silence does not end a connection unless the peer wants it. A peer that vanished is then
        /// noticed only when something is sent to it that it does not acknowledge, if at all.
        public Builder withoutIdleTimeout() {
            maxIdleTimeout = Optional.empty();
            return this;
        }

        /// How long a handshake may take, from 1 ms; 10 s unless set.
        public Builder handshakeTimeout(Duration timeout) {
            handshakeTimeout = Checks.inRange("handshake timeout", timeout, MILLI, DAY);
            return this;
        }

        /// Bytes unread on one stream, up to 1 GiB; 1,250,000 unless set.
        public Builder streamReceiveWindow(long bytes) {
            streamReceiveWindow = Checks.inRange("stream window", bytes, 0, MAX_STREAM_WINDOW);
            return this;
        }

        /// Bytes unread on all streams, up to 2^62-1; 64 MiB unless set.
        public Builder receiveWindow(long bytes) {
            receiveWindow = Checks.inRange("receive window", bytes, 0, MAX_VARINT);
            return this;
        }

        /// Bytes written and not acknowledged, from 1; 10,000,000 unless set. Writers wait for
        /// room.
        public Builder sendWindow(long bytes) {
            sendWindow = Checks.inRange("send window", bytes, 1, MAX_VARINT);
            return this;
        }

        /// Packets of reordering that are not taken for loss, from 3; 3 unless set.
        public Builder packetThreshold(int packets) {
            packetThreshold = Checks.inRange("packet threshold", packets, 3, 1 << 20);
            return this;
        }

        /// Round trips of reordering that are not taken for loss, over 1; 9/8 unless set.
        public Builder timeThreshold(double roundTrips) {
            if (!(roundTrips > 1) || Double.isInfinite(roundTrips)) {
                throw new IllegalArgumentException("time threshold " + roundTrips);
            }
            timeThreshold = roundTrips;
            return this;
        }

        /// The round-trip time assumed at first, 1 ms to a day; 333 ms unless set.
        public Builder initialRtt(Duration rtt) {
            initialRtt = Checks.inRange("initial RTT", rtt, MILLI, DAY);
            return this;
        }

        /// Bytes of UDP payload in the largest datagram sent, 1200 to 65527; 1200 unless set. More
        /// than every network on the way carries makes connections fail.
        public Builder initialMtu(int bytes) {
            initialMtu = Checks.inRange("initial MTU", bytes, 1200, 65_527);
            return this;
        }

        /// Probe timeouts that losses span in persistent congestion, from 1; 3 unless set.
        public Builder persistentCongestionThreshold(int probeTimeouts) {
            persistentCongestionThreshold =
                    Checks.inRange("persistent congestion threshold", probeTimeouts, 1, 1 << 20);
            return this;
        }

        /// The longest pause between two probes, 1 ms to a day; 2 s unless set.
        public Builder maxProbeInterval(Duration interval) {
            maxProbeInterval = Optional.of(Checks.inRange("probe interval", interval, MILLI, DAY));
            return this;
        }

        /// Lets the pause between probes double for ever, as in RFC 9002.
        public Builder withoutMaxProbeInterval() {
            maxProbeInterval = Optional.empty();
            return this;
        }

        /// Bytes of TLS messages held out of order, 4096 to 16 MiB; 16 KiB unless set.
        public Builder cryptoBufferSize(int bytes) {
            cryptoBufferSize = Checks.inRange("crypto buffer", bytes, 4096, 1 << 24);
            return this;
        }

        /// Which algorithm decides how many bytes may be in flight: one of ours, or the
        /// application's; CUBIC unless set.
        public Builder congestionControl(CongestionControl algorithm) {
            congestionControl = algorithm;
            return this;
        }

        /// The most bytes of UDP payload sent in a second on each path, from 1; no limit unless
        /// set. In a few milliseconds it may be more, for packets leave in small bursts.
        public Builder maxOutgoingBytesPerSecond(long bytes) {
            maxOutgoingBytesPerSecond =
                    OptionalLong.of(Checks.inRange("byte rate", bytes, 1, MAX_VARINT));
            return this;
        }

        /// The settings collected so far.
        public TransportConfig build() {
            return new TransportConfig(new Builder(this));
        }
    }
}
