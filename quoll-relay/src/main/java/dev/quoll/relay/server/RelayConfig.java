package dev.quoll.relay.server;

import dev.quoll.relay.PeerKey;
import dev.quoll.tls.RawKeys;

import java.net.InetSocketAddress;
import java.security.KeyPair;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;

/// Where a relay listens, who it is, whom it serves. *Immutable*; made by a [Builder].
public final class RelayConfig {
    private final InetSocketAddress address;
    private final KeyPair keys;
    private final Optional<Set<PeerKey>> allowed;
    private final RelayLimits limits;
    private final RelayObserver observer;

    private RelayConfig(Builder builder) {
        address = builder.address;
        keys = builder.keys;
        allowed = builder.allowed;
        limits = builder.limits;
        observer = builder.observer;
    }

    /// A relay for anybody, with the default limits.
    ///
    /// @param address to listen on
    /// @param keys an Ed25519 pair, by which peers know the relay
    /// @throws IllegalArgumentException if the keys are of another kind
    public static Builder builder(InetSocketAddress address, KeyPair keys) {
        return new Builder(address, keys);
    }

    /// Where to listen.
    public InetSocketAddress address() {
        return address;
    }

    /// Who the relay is.
    public KeyPair keys() {
        return keys;
    }

    /// The only peers served; empty for anybody.
    public Optional<Set<PeerKey>> allowed() {
        return allowed;
    }

    /// What each peer gets at most.
    public RelayLimits limits() {
        return limits;
    }

    /// Who is told of peers that come and go.
    public RelayObserver observer() {
        return observer;
    }

    /// Collects settings. *Confined*.
    public static final class Builder {
        private final InetSocketAddress address;
        private final KeyPair keys;
        private Optional<Set<PeerKey>> allowed = Optional.empty();
        private RelayLimits limits = RelayLimits.defaults();
        private RelayObserver observer = RelayObserver.NONE;

        private Builder(InetSocketAddress address, KeyPair keys) {
            this.address = address;
            this.keys = keys;
            RawKeys.ed25519Bytes(keys.getPublic()); // peers name no other kind
        }

        /// The only peers to serve; anybody unless set.
        public Builder allow(Collection<PeerKey> peers) {
            allowed = Optional.of(Set.copyOf(peers));
            return this;
        }

        /// What each peer gets at most; [RelayLimits#defaults] unless set.
        public Builder limits(RelayLimits most) {
            limits = most;
            return this;
        }

        /// Whom to tell of peers that come and go; nobody unless set.
        public Builder observer(RelayObserver told) {
            observer = told;
            return this;
        }

        /// The settings collected so far.
        public RelayConfig build() {
            return new RelayConfig(this);
        }
    }
}
