package dev.quoll.relay.server;

import dev.quoll.core.error.CloseCause;
import dev.quoll.relay.PeerKey;

import java.net.InetSocketAddress;

/// Is told who comes and goes. Called by the thread of that peer, which waits for it; by several at
/// a time.
public interface RelayObserver {
    /// Looks away.
    RelayObserver NONE = new RelayObserver() {};

    /// A peer has registered.
    default void onRegistered(PeerKey peer, InetSocketAddress address) {}

    /// A peer that was registered is not any more.
    default void onGone(PeerKey peer, CloseCause cause) {}
}
