package dev.quoll.core.spi;

import java.net.InetSocketAddress;

/// What the endpoint knows of the networks below its connections and their peers do not: it may
/// reach some by other means than UDP, under addresses that it made up. Implementations are
/// *thread-safe* and do not block.
public interface Underlay {
    /// UDP to every address, and nothing known of it.
    Underlay UDP =
            new Underlay() {
                @Override
                public int maxDatagramBytes(InetSocketAddress remote) {
                    return Integer.MAX_VALUE;
                }

                @Override
                public boolean isOfNetwork(InetSocketAddress address) {
                    return true;
                }
            };

    /// The longest datagram that can leave to `remote`, 1200 bytes or more. The network may carry
    /// less.
    int maxDatagramBytes(InetSocketAddress remote);

    /// Whether an address means the same to peers as it does here. One that does not is never told
    /// to a peer, and one that a peer tells is none.
    boolean isOfNetwork(InetSocketAddress address);
}
