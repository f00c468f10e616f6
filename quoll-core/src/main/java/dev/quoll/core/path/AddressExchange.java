package dev.quoll.core.path;

import org.jspecify.annotations.Nullable;

import java.net.InetSocketAddress;
import java.util.Optional;

/// What the peer was told of its address on a path, and what it told of ours. *Confined*.
///
/// @spec https://datatracker.ietf.org/doc/draft-ietf-quic-address-discovery/ Address Discovery,
///   section 4.1
public final class AddressExchange {
    private static final long NONE = -1;

    private @Nullable InetSocketAddress told;
    private long toldNumber = NONE;
    private @Nullable InetSocketAddress observed;
    private long observedNumber = NONE;

    /// Nobody has told anything.
    public AddressExchange() {}

    /// Whether the peer, which is seen at `address`, is to be told so.
    public boolean isNews(InetSocketAddress address) {
        return !address.equals(told);
    }

    /// The peer is told that it is seen at `address`.
    ///
    /// @param number of the report
    public void onSent(InetSocketAddress address, long number) {
        told = address;
        toldNumber = number;
    }

    /// A report was lost: if it is the newest, another has to follow.
    public void onLost(long number) {
        if (number == toldNumber) {
            told = null;
        }
    }

    /// The peer reports our address.
    ///
    /// @return whether that is new
    public boolean onReport(InetSocketAddress address, long number) {
        if (number <= observedNumber) {
            return false;
        }
        observedNumber = number;
        boolean isNew = !address.equals(observed);
        observed = address;
        return isNew;
    }

    /// Our address as the peer sees it, if it has told.
    public Optional<InetSocketAddress> observed() {
        return Optional.ofNullable(observed);
    }
}
