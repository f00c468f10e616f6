package dev.quoll.udp;

import java.net.InetSocketAddress;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/// Keeps the socket addresses of those whose datagrams a carrier brought lately, so that a known
/// sender costs no hash and no object. Holds [#MAX_ADDRESSES]; the one not seen for longest gives
/// way. Nothing depends on what is kept: a connection holds the address it sends to, which carries
/// along what it stands for, and one that was forgotten comes back as an equal one. So a flood of
/// made-up senders costs a hash each and nothing else. Confined.
final class CarriedAddresses {
    /// How many addresses are kept.
    static final int MAX_ADDRESSES = 4096;

    private final SequencedMap<CarrierAddress, InetSocketAddress> kept =
            new LinkedHashMap<>(64, 0.75f, true);

    /// The socket address that stands for `address`.
    InetSocketAddress addressOf(CarrierAddress address) {
        InetSocketAddress known = kept.get(address);
        return known == null ? keep(address) : known;
    }

    private InetSocketAddress keep(CarrierAddress address) {
        if (kept.size() == MAX_ADDRESSES) {
            kept.pollFirstEntry();
        }
        InetSocketAddress made = address.toSocketAddress();
        kept.put(address, made);
        return made;
    }

    /// How many are kept now.
    int size() {
        return kept.size();
    }
}
