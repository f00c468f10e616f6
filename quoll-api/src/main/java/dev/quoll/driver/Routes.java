package dev.quoll.driver;

import dev.quoll.core.address.FourTuple;

import org.jspecify.annotations.Nullable;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;

/// Keeps the four-tuples that datagrams came over lately, so that a datagram costs no new one. The
/// one that was there before gives way. *Confined* to the reactor.
final class Routes {
    private static final int SLOTS_LOG2 = 10;

    private final @Nullable FourTuple[] slots = new @Nullable FourTuple[1 << SLOTS_LOG2];

    FourTuple of(InetSocketAddress remote, Optional<InetAddress> local) {
        int slot = remote.hashCode() * 0x9E3779B9 >>> Integer.SIZE - SLOTS_LOG2;
        FourTuple kept = slots[slot];
        if (kept != null && kept.remote().equals(remote) && kept.local().equals(local)) {
            return kept;
        }
        FourTuple made = new FourTuple(remote, local);
        slots[slot] = made;
        return made;
    }
}
