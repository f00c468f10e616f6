package dev.quoll.relay.client;

import dev.quoll.relay.PeerKey;
import dev.quoll.tls.RawKeys;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.security.KeyPair;
import java.time.Duration;

/// Which relay a peer uses, under which name, and how it keeps the connection. *Immutable*; made by
/// a [Builder].
public final class RelayCarrierConfig {
    private final InetSocketAddress relay;
    private final PeerKey relayKey;
    private final KeyPair keys;
    private final Duration keepAliveInterval;
    private final Duration handshakeTimeout;
    private final Duration firstBackoff;
    private final Duration maxBackoff;

    private RelayCarrierConfig(Builder builder) {
        relay = builder.relay;
        relayKey = builder.relayKey;
        keys = builder.keys;
        keepAliveInterval = builder.keepAliveInterval;
        handshakeTimeout = builder.handshakeTimeout;
        firstBackoff = builder.firstBackoff;
        maxBackoff = builder.maxBackoff;
    }

    /// With the defaults.
    ///
    /// @param relay where it listens; a name that is not resolved is resolved for each connection
    /// @param relayKey by which it is known
    /// @param keys an Ed25519 pair, our own, under which others reach us
    /// @throws IllegalArgumentException if the keys are of another kind
    public static RelayCarrierConfig of(InetSocketAddress relay, PeerKey relayKey, KeyPair keys) {
        return builder(relay, relayKey, keys).build();
    }

    /// Begins with the defaults; see [#of].
    public static Builder builder(InetSocketAddress relay, PeerKey relayKey, KeyPair keys) {
        return new Builder(relay, relayKey, keys);
    }

    /// Where the relay listens.
    public InetSocketAddress relay() {
        return relay;
    }

    /// The same with its IP address.
    ///
    /// @throws UnknownHostException if its name has none
    InetSocketAddress resolvedRelay() throws UnknownHostException {
        return relay.isUnresolved()
                ? new InetSocketAddress(
                        InetAddress.getByName(relay.getHostString()), relay.getPort())
                : relay;
    }

    /// Who the relay is.
    public PeerKey relayKey() {
        return relayKey;
    }

    /// Who we are.
    public KeyPair keys() {
        return keys;
    }

    /// After so much silence something is sent.
    public Duration keepAliveInterval() {
        return keepAliveInterval;
    }

    /// How long connecting, and registering then, may take.
    public Duration handshakeTimeout() {
        return handshakeTimeout;
    }

    /// How long after a loss to try again.
    public Duration firstBackoff() {
        return firstBackoff;
    }

    /// How long at most between two tries.
    public Duration maxBackoff() {
        return maxBackoff;
    }

    /// Collects settings. *Confined*.
    public static final class Builder {
        private final InetSocketAddress relay;
        private final PeerKey relayKey;
        private final KeyPair keys;
        private Duration keepAliveInterval = Duration.ofSeconds(5);
        private Duration handshakeTimeout = Duration.ofSeconds(10);
        private Duration firstBackoff = Duration.ofMillis(100);
        private Duration maxBackoff = Duration.ofSeconds(10);

        private Builder(InetSocketAddress relay, PeerKey relayKey, KeyPair keys) {
            this.relay = relay;
            this.relayKey = relayKey;
            this.keys = keys;
            relayKey.publicKey(); // somebody can have it
            RawKeys.ed25519Bytes(keys.getPublic()); // no other kind has a name here
        }

        /// After so much silence something is sent, 100 ms to an hour; 5 s unless set. Three times
        /// as long a silence of the relay means that it is lost.
        public Builder keepAliveInterval(Duration interval) {
            keepAliveInterval = checked("keep-alive", interval, Duration.ofMillis(100));
            return this;
        }

        /// How long connecting, and registering then, may take, 10 ms to an hour; 10 s unless set.
        /// Finding out that a narrow network is wide enough may take three times as long.
        public Builder handshakeTimeout(Duration timeout) {
            handshakeTimeout = checked("handshake timeout", timeout, Duration.ofMillis(10));
            return this;
        }

        /// How long after a loss to try again, and at most between two tries, each from 1 ms to an
        /// hour; 100 ms and 10 s unless set. The pause doubles each time.
        public Builder backoff(Duration first, Duration most) {
            firstBackoff = checked("pause", first, Duration.ofMillis(1));
            maxBackoff = checked("longest pause", most, first);
            return this;
        }

        private static Duration checked(String what, Duration value, Duration least) {
            if (value.compareTo(least) < 0 || value.compareTo(Duration.ofHours(1)) > 0) {
                throw new IllegalArgumentException(
                        what + " of " + value + ", not from " + least + " to an hour");
            }
            return value;
        }

        /// The settings collected so far.
        public RelayCarrierConfig build() {
            return new RelayCarrierConfig(this);
        }
    }
}
