package dev.quoll.config;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;

/// Looks for direct paths between two machines behind NATs and keeps to them, instead of the
/// application: see [TransportConfig.Builder#natTraversalPolicy]. Immutable, *thread-safe*; made by
/// a [Builder].
///
/// Both sides name to each other where they may be reached: at the addresses of their interfaces,
/// at those where other peers see them (of all connections of the endpoint), and at those that the
/// application gives. These are looked at again and again, and at once when
/// `Endpoint.handleNetworkChange` is called. As many are named as the peer takes, the best of each
/// kind first.
///
/// The client begins a round of probes when either side has a new address, when the network has
/// changed and when the direct path is gone, after 5, 10 and 20 seconds when a round fails, and
/// then every minute; never two within five seconds. A direct path that is proved gets the status
/// available and the relayed one backup, so that data moves there; of several the fastest is kept,
/// and the others are closed by and by. When the direct path does not answer, data goes over the
/// relayed one at once. A relayed path that is lost is opened again.
///
/// The calls of a connection go on beside it: what the application names stays named, what it
/// withdraws is not named again, paths that it opens are left alone, and a relayed path that it
/// closes is not opened again.
public final class NatTraversalPolicy {
    /// As [#builder] makes it if nothing is set.
    public static final NatTraversalPolicy DEFAULT = builder().build();

    private final Builder values;

    private NatTraversalPolicy(Builder values) {
        this.values = values;
    }

    /// Begins with the defaults.
    public static Builder builder() {
        return new Builder();
    }

    /// How the addresses of this machine are found.
    public PathPolicy.Addresses addresses() {
        return values.addresses;
    }

    /// Between two looks at the addresses of this machine.
    public Duration interval() {
        return values.interval;
    }

    /// Whether addresses of this machine's loopback interface are candidates.
    public boolean includesLoopback() {
        return values.loopback;
    }

    /// Whether link-local addresses are candidates.
    public boolean includesLinkLocal() {
        return values.linkLocal;
    }

    /// Whether addresses of this machine that only its own site can reach are candidates.
    public boolean includesPrivate() {
        return values.privates;
    }

    /// Where this side may be reached, as the application says.
    public List<InetSocketAddress> candidates() {
        return values.candidates;
    }

    /// Tells which addresses of peers are those of relays; empty if that is concluded.
    public Optional<Predicate<InetSocketAddress>> relayed() {
        return values.relayed;
    }

    /// The least time between two rounds.
    public Duration roundSpacing() {
        return values.roundSpacing;
    }

    /// Between two rounds while there is no direct path.
    public Duration roundInterval() {
        return values.roundInterval;
    }

    /// After so much silence on a path a packet is sent on it.
    public Duration keepAliveInterval() {
        return values.keepAliveInterval;
    }

    /// The silence that ends a direct path.
    public Duration directIdleTimeout() {
        return values.directIdleTimeout;
    }

    /// The silence that ends a relayed path while there is another.
    public Duration relayedIdleTimeout() {
        return values.relayedIdleTimeout;
    }

    /// Collects settings. *Confined*.
    public static final class Builder {
        private static final Duration MILLI = Duration.ofMillis(1);
        private static final Duration DAY = Duration.ofDays(1);

        private PathPolicy.Addresses addresses = MachineAddresses::present;
        private Duration interval = Duration.ofSeconds(5);
        private boolean loopback;
        private boolean linkLocal;
        private boolean privates = true;
        private List<InetSocketAddress> candidates = List.of();
        private Optional<Predicate<InetSocketAddress>> relayed = Optional.empty();
        private Duration roundSpacing = Duration.ofSeconds(5);
        private Duration roundInterval = Duration.ofMinutes(1);
        private Duration keepAliveInterval = Duration.ofSeconds(5);
        private Duration directIdleTimeout = Duration.ofSeconds(15);
        private Duration relayedIdleTimeout = Duration.ofSeconds(30);

        private Builder() {}

        private Builder(Builder other) {
            addresses = other.addresses;
            interval = other.interval;
            loopback = other.loopback;
            linkLocal = other.linkLocal;
            privates = other.privates;
            candidates = other.candidates;
            relayed = other.relayed;
            roundSpacing = other.roundSpacing;
            roundInterval = other.roundInterval;
            keepAliveInterval = other.keepAliveInterval;
            directIdleTimeout = other.directIdleTimeout;
            relayedIdleTimeout = other.relayedIdleTimeout;
        }

        /// How to find the addresses of this machine; those of all interfaces that are up unless
        /// set. A socket that is bound to one address is reached there alone, whatever this says.
        public Builder addresses(PathPolicy.Addresses source) {
            addresses = Objects.requireNonNull(source, "addresses");
            return this;
        }

        /// Between two looks at the addresses of this machine, 10 ms to a day; 5 s unless set.
        public Builder interval(Duration pause) {
            interval = Checks.inRange("interval", pause, Duration.ofMillis(10), DAY);
            return this;
        }

        /// Names addresses of the loopback interface, too: for peers on one machine, as in tests.
        public Builder withLoopback() {
            loopback = true;
            return this;
        }

        /// Names link-local addresses, too. A peer cannot be told the interface they belong to.
        public Builder withLinkLocal() {
            linkLocal = true;
            return this;
        }

        /// Names no addresses that only this site can reach (RFC 1918, RFC 6598, RFC 4193): peers
        /// learn nothing of the network behind the NAT, and two in one network may not meet.
        public Builder withoutPrivate() {
            privates = false;
            return this;
        }

        /// Further addresses at which this side may be reached, such as a port that a router was
        /// told to forward; none unless set. They are named before others.
        ///
        /// @throws IllegalArgumentException if nobody can be reached at one of them
        public Builder candidates(List<InetSocketAddress> more) {
            for (InetSocketAddress each : more) {
                InetAddress address = each.getAddress(); // null if unresolved
                if (each.isUnresolved() || each.getPort() == 0 || address.isAnyLocalAddress()) {
                    throw new IllegalArgumentException("nobody can be reached at " + each);
                }
            }
            candidates = List.copyOf(more);
            return this;
        }

        /// Tells of each address that a path leads to whether a relay is there. Unless set, what a
        /// carrier of datagrams brings is relayed; and so is where the handshake went, unless the
        /// server says that it is there itself. Say it where relays are at addresses of UDP.
        ///
        /// @param test called by threads of the library with a lock held: it must neither wait nor
        ///   call this library
        public Builder relayed(Predicate<InetSocketAddress> test) {
            relayed = Optional.of(test);
            return this;
        }

        /// The least time between the beginnings of two rounds, 10 ms to a day; 5 s unless set.
        /// After a round that failed it is doubled twice.
        public Builder roundSpacing(Duration pause) {
            roundSpacing = Checks.inRange("round spacing", pause, Duration.ofMillis(10), DAY);
            return this;
        }

        /// Between two rounds while there is no direct path, 10 ms to a day and not less than the
        /// spacing; one minute unless set.
        public Builder roundInterval(Duration pause) {
            roundInterval = Checks.inRange("round interval", pause, Duration.ofMillis(10), DAY);
            return this;
        }

        /// After so much silence on a path a packet is sent on it, so that NATs keep it open and
        /// its end is noticed; 1 ms to a day, 5 s unless set.
        public Builder keepAliveInterval(Duration silence) {
            keepAliveInterval = Checks.inRange("keep-alive", silence, MILLI, DAY);
            return this;
        }

        /// The silence that ends a direct path, up to a day and longer than the keep-alive
        /// interval; 15 s unless set.
        public Builder directIdleTimeout(Duration silence) {
            directIdleTimeout = Checks.inRange("idle timeout", silence, MILLI, DAY);
            return this;
        }

        /// The silence that ends a relayed path while there is another, up to a day and longer than
        /// the keep-alive interval; 30 s unless set.
        public Builder relayedIdleTimeout(Duration silence) {
            relayedIdleTimeout = Checks.inRange("idle timeout", silence, MILLI, DAY);
            return this;
        }

        /// The policy.
        ///
        /// @throws IllegalArgumentException if the round interval is shorter than the spacing, or
        ///   an idle timeout not longer than the keep-alive interval
        public NatTraversalPolicy build() {
            if (roundInterval.compareTo(roundSpacing) < 0) {
                throw new IllegalArgumentException("the round interval is under the spacing");
            }
            if (directIdleTimeout.compareTo(keepAliveInterval) <= 0
                    || relayedIdleTimeout.compareTo(keepAliveInterval) <= 0) {
                throw new IllegalArgumentException("a path would end before it is kept alive");
            }
            return new NatTraversalPolicy(new Builder(this));
        }
    }
}
