package dev.quoll.config;

import dev.quoll.core.event.NatTraversalVariant;
import dev.quoll.core.multipath.MultipathConfig;
import dev.quoll.core.observe.ConnectionObservers;
import dev.quoll.core.spi.CongestionControl;
import dev.quoll.core.spi.PathScheduling;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;

/// How connections behave, on either side. Immutable, *thread-safe*; made by a [Builder].
///
/// @spec https://www.rfc-editor.org/rfc/rfc9000#section-18.2 RFC 9000, section 18.2
public final class TransportConfig {
    /// The largest value of a QUIC integer, 2^62-1.
    static final long MAX_VARINT = (1L << 62) - 1;

    private static final long MAX_STREAM_COUNT = 1L << 60; // RFC 9000 §4.6
    private static final long MAX_STREAM_WINDOW = 1L << 30;
    private static final int NAT_TRAVERSAL_PATHS = 8;
    private static final int NAT_TRAVERSAL_ADDRESSES = 32;
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

    /// After so much silence a packet is sent that keeps the connection, and NAT mappings, alive;
    /// empty if it is left to the application.
    public Optional<Duration> keepAliveInterval() {
        return values.keepAliveInterval;
    }

    /// Bytes to which the window of a stream grows by itself.
    public long maxStreamReceiveWindow() {
        return values.maxStreamReceiveWindow;
    }

    /// Whether each stream sends all it has before the next of its priority gets a turn.
    public boolean areStreamsOneAfterAnother() {
        return values.streamsOneAfterAnother;
    }

    /// Bytes of datagrams received and not read; 0 if there are no datagrams.
    public int datagramReceiveBuffer() {
        return values.datagramReceiveBuffer;
    }

    /// Bytes of datagrams not yet sent.
    public int datagramSendBuffer() {
        return values.datagramSendBuffer;
    }

    /// The largest UDP payload that is tried; empty if it stays at the initial one.
    public OptionalInt maxMtu() {
        return values.maxMtu;
    }

    /// Whether UDP datagrams with application data are as long as the path allows.
    public boolean padsToMtu() {
        return values.padsToMtu;
    }

    /// Whether the latency spin bit may be used.
    public boolean allowsSpinBit() {
        return values.allowsSpinBit;
    }

    /// What the peer is asked about its acknowledgments; empty for nothing.
    public Optional<AckFrequencyRequest> ackFrequency() {
        return values.ackFrequency;
    }

    /// How many paths there may be at a time; empty if the multipath extension is not offered.
    public OptionalInt maxConcurrentMultipathPaths() {
        return values.maxConcurrentMultipathPaths.isEmpty()
                        && maxRemoteNatTraversalAddresses() > 0
                        && values.natTraversalVariants.contains(NatTraversalVariant.IROH)
                ? OptionalInt.of(NAT_TRAVERSAL_PATHS)
                : values.maxConcurrentMultipathPaths;
    }

    /// The silence that ends a path while there is another, empty if none does.
    public Optional<Duration> defaultPathMaxIdleTimeout() {
        return values.defaultPathMaxIdleTimeout;
    }

    /// After so much silence on a path a packet is sent on it; empty if it is left to the
    /// application.
    public Optional<Duration> defaultPathKeepAliveInterval() {
        return values.defaultPathKeepAliveInterval;
    }

    /// Which of several paths the next packet takes.
    public PathScheduling pathScheduling() {
        return values.pathScheduling;
    }

    /// Whether the peer is told at what address it is seen, if it wants to know.
    public boolean sendsObservedAddressReports() {
        return values.sendsObservedAddressReports;
    }

    /// Whether the peer is asked at what address it sees this side.
    public boolean receivesObservedAddressReports() {
        return values.receivesObservedAddressReports;
    }

    /// How many addresses the peer may name for NAT traversal; 0 if there is none.
    public int maxRemoteNatTraversalAddresses() {
        return values.maxRemoteNatTraversalAddresses == 0 && values.natTraversalPolicy.isPresent()
                ? NAT_TRAVERSAL_ADDRESSES
                : values.maxRemoteNatTraversalAddresses;
    }

    /// How direct paths are looked for; empty if that is left to the application.
    public Optional<NatTraversalPolicy> natTraversalPolicy() {
        return values.natTraversalPolicy;
    }

    /// The variants of NAT traversal that are offered if it is at all.
    public Set<NatTraversalVariant> natTraversalVariants() {
        return values.natTraversalVariants;
    }

    /// Who is told what connections do.
    public ConnectionObservers observers() {
        return values.observers;
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

        private Optional<Duration> keepAliveInterval = Optional.empty();
        private long maxStreamReceiveWindow = 16L << 20;
        private boolean streamsOneAfterAnother;
        private int datagramReceiveBuffer = 1_250_000;
        private int datagramSendBuffer = 1 << 20;
        private OptionalInt maxMtu = OptionalInt.of(1452);
        private boolean padsToMtu;
        private boolean allowsSpinBit = true;
        private Optional<AckFrequencyRequest> ackFrequency = Optional.empty();
        private OptionalInt maxConcurrentMultipathPaths = OptionalInt.empty();
        private Optional<Duration> defaultPathMaxIdleTimeout = Optional.empty();
        private Optional<Duration> defaultPathKeepAliveInterval = Optional.empty();
        private PathScheduling pathScheduling = new PathScheduling.LowestRttFirst();
        private boolean sendsObservedAddressReports;
        private boolean receivesObservedAddressReports;
        private int maxRemoteNatTraversalAddresses;
        private Set<NatTraversalVariant> natTraversalVariants =
                Set.of(NatTraversalVariant.values());
        private ConnectionObservers observers = ConnectionObservers.NONE;
        private Optional<NatTraversalPolicy> natTraversalPolicy = Optional.empty();

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
            keepAliveInterval = other.keepAliveInterval;
            maxStreamReceiveWindow = other.maxStreamReceiveWindow;
            streamsOneAfterAnother = other.streamsOneAfterAnother;
            datagramReceiveBuffer = other.datagramReceiveBuffer;
            datagramSendBuffer = other.datagramSendBuffer;
            maxMtu = other.maxMtu;
            padsToMtu = other.padsToMtu;
            allowsSpinBit = other.allowsSpinBit;
            ackFrequency = other.ackFrequency;
            maxConcurrentMultipathPaths = other.maxConcurrentMultipathPaths;
            defaultPathMaxIdleTimeout = other.defaultPathMaxIdleTimeout;
            defaultPathKeepAliveInterval = other.defaultPathKeepAliveInterval;
            pathScheduling = other.pathScheduling;
            sendsObservedAddressReports = other.sendsObservedAddressReports;
            receivesObservedAddressReports = other.receivesObservedAddressReports;
            maxRemoteNatTraversalAddresses = other.maxRemoteNatTraversalAddresses;
            natTraversalVariants = other.natTraversalVariants;
            observers = other.observers;
            natTraversalPolicy = other.natTraversalPolicy;
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

        /// Keeps the connection, and NAT mappings, alive: after so much silence a packet is sent, 1
        /// ms to a day; off unless set. Less than half of what a NAT keeps, and of the idle
        /// timeout, is of use.
        public Builder keepAliveInterval(Duration interval) {
            keepAliveInterval = Optional.of(Checks.inRange("keep-alive", interval, MILLI, DAY));
            return this;
        }

        /// Bytes to which the window of a stream grows by itself when the network holds more than
        /// the first one, up to 1 GiB; 16 MiB unless set. 0 keeps windows as they are.
        public Builder maxStreamReceiveWindow(long bytes) {
            maxStreamReceiveWindow =
                    Checks.inRange("most stream window", bytes, 0, MAX_STREAM_WINDOW);
            return this;
        }

        /// Lets each stream send all it has before the next gets a turn, instead of a frame each in
        /// turn. Priorities go before.
        public Builder streamsOneAfterAnother() {
            streamsOneAfterAnother = true;
            return this;
        }

        /// Bytes of datagrams (RFC 9221) that wait: received and not read, 1,250,000 unless set;
        /// and not yet sent, 1 MiB unless set.
        public Builder datagramBuffers(int receiveBytes, int sendBytes) {
            datagramReceiveBuffer =
                    Checks.inRange("receive buffer", receiveBytes, 1, Integer.MAX_VALUE);
            datagramSendBuffer = Checks.inRange("send buffer", sendBytes, 0, Integer.MAX_VALUE);
            return this;
        }

        /// Neither takes nor sends datagrams.
        public Builder withoutDatagrams() {
            datagramReceiveBuffer = 0;
            return this;
        }

        /// The largest UDP payload that is tried, from the initial one to 65527 bytes; 1452 unless
        /// set. A search is repeated after 600 s, and 60 s after large datagrams began to vanish.
        public Builder maxMtu(int bytes) {
            maxMtu = OptionalInt.of(Checks.inRange("MTU", bytes, 1200, 65_527));
            return this;
        }

        /// Keeps UDP datagrams at their initial size.
        public Builder withoutMtuDiscovery() {
            maxMtu = OptionalInt.empty();
            return this;
        }

        /// Fills every UDP datagram with application data up to the size the path carries, so that
        /// its length tells an observer nothing.
        public Builder padToMtu() {
            padsToMtu = true;
            return this;
        }

        /// Gives observers nothing to measure round trips by (RFC 9000 §17.4).
        public Builder withoutSpinBit() {
            allowsSpinBit = false;
            return this;
        }

        /// Asks the peer, if it takes such requests, to acknowledge less often.
        ///
        /// @param packets that may go without an acknowledgment, from 0
        /// @param reordering how far out of order a packet must be to be acknowledged at once; 0
        ///   for never
        /// @spec https://datatracker.ietf.org/doc/draft-ietf-quic-ack-frequency/ QUIC ACK Frequency
        public Builder ackFrequency(long packets, long reordering) {
            ackFrequency =
                    Optional.of(
                            new AckFrequencyRequest(
                                    Checks.inRange("packets", packets, 0, MAX_VARINT),
                                    Checks.inRange("reordering", reordering, 0, MAX_VARINT)));
            return this;
        }

        /// Offers the multipath extension, with so many paths at a time, 1 to 64; not offered
        /// unless set. There are several only if the peer offers it, too. With 1 the peer is told
        /// that more may be allowed later.
        ///
        /// @spec https://datatracker.ietf.org/doc/draft-ietf-quic-multipath/ Multipath, section 2.1
        public Builder maxConcurrentMultipathPaths(int count) {
            maxConcurrentMultipathPaths =
                    OptionalInt.of(
                            Checks.inRange("path count", count, 1, MultipathConfig.MAX_PATHS));
            return this;
        }

        /// The silence that ends a path while there is another, 1 ms to a day; none unless set. The
        /// last path is left to [#maxIdleTimeout].
        public Builder defaultPathMaxIdleTimeout(Duration timeout) {
            defaultPathMaxIdleTimeout =
                    Optional.of(Checks.inRange("path idle timeout", timeout, MILLI, DAY));
            return this;
        }

        /// Keeps each path, and the NAT mappings on it, alive: after so much silence on it a packet
        /// is sent, 1 ms to a day; off unless set. Backup paths stay usable by it.
        public Builder defaultPathKeepAliveInterval(Duration interval) {
            defaultPathKeepAliveInterval =
                    Optional.of(Checks.inRange("path keep-alive", interval, MILLI, DAY));
            return this;
        }

        /// Which of several paths the next packet takes; the one with the lowest round-trip time
        /// that has room unless set.
        public Builder pathScheduling(PathScheduling scheduling) {
            pathScheduling = scheduling;
            return this;
        }

        /// Whether the peer, if it wants to know, is told on each path at what address it is seen;
        /// off unless set. For those who see the real address: not behind a proxy.
        ///
        /// @spec https://datatracker.ietf.org/doc/draft-ietf-quic-address-discovery/ Address
        ///   Discovery, section 3
        public Builder sendObservedAddressReports(boolean sends) {
            sendsObservedAddressReports = sends;
            return this;
        }

        /// Whether the peer is asked to tell on each path at what address it sees this side, for
        /// [dev.quoll.Connection#observedExternalAddress]; off unless set. A report is no more than
        /// the peer's word.
        ///
        /// @spec https://datatracker.ietf.org/doc/draft-ietf-quic-address-discovery/ Address
        ///   Discovery, section 3
        public Builder receiveObservedAddressReports(boolean receives) {
            receivesObservedAddressReports = receives;
            return this;
        }

        /// Offers NAT traversal: the peer may name so many addresses at which it may be reached, 1
        /// to 255, or 0 for none, as it is unless set. In each round up to 9 probes go to each.
        /// With iroh's variant among [#natTraversalVariants] and [#maxConcurrentMultipathPaths]
        /// unset, 8 paths are offered, too.
        public Builder maxRemoteNatTraversalAddresses(int count) {
            maxRemoteNatTraversalAddresses =
                    Checks.inRange("addresses for NAT traversal", count, 0, 255);
            return this;
        }

        /// The variants of NAT traversal to be offered, both unless set. Where both sides speak
        /// both, it is iroh's if they have several paths, and the draft's if not. The draft's alone
        /// needs no several paths: then the client moves to where it reaches the server.
        ///
        /// @throws IllegalArgumentException if there are none: set
        ///   [#maxRemoteNatTraversalAddresses] to 0 for that
        public Builder natTraversalVariants(Set<NatTraversalVariant> variants) {
            if (variants.isEmpty()) {
                throw new IllegalArgumentException("no variant of NAT traversal");
            }
            natTraversalVariants = Set.copyOf(variants);
            return this;
        }

        /// Who is told what connections do, packet by packet; nobody unless set. The module
        /// `quoll-qlog` has an implementation that writes it to files. An observer is called under
        /// the connection's lock, and must neither wait nor call the connection.
        public Builder observers(ConnectionObservers listeners) {
            observers = listeners;
            return this;
        }

        /// Has direct paths looked for and kept to, instead of the application; nobody does unless
        /// set. Offers NAT traversal with 32 addresses unless [#maxRemoteNatTraversalAddresses]
        /// says otherwise. Connections that share a policy share its looks at this machine's
        /// addresses.
        public Builder natTraversalPolicy(NatTraversalPolicy policy) {
            natTraversalPolicy = Optional.of(policy);
            return this;
        }

        /// The settings collected so far.
        public TransportConfig build() {
            return new TransportConfig(new Builder(this));
        }
    }
}
