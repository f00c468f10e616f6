package dev.quoll.interop;

import dev.quoll.interop.relay.Link;

import java.util.Optional;

/// How client and server are joined, and what must be seen on the way. *Immutable*.
///
/// @param loopback the address the server listens on, as in a URI
/// @param link what a relay makes of the loopback; empty for no relay
/// @param connections one after another, each by a client of its own
/// @param beside what else goes over the link
record Network(String loopback, Optional<Link> link, Proof proof, int connections, Beside beside) {
    /// Who shares the link.
    enum Beside {
        NOBODY,
        /// A TCP flow from the server's side to the client's, as fast as it can.
        TCP
    }

    private static final String IPV4 = "127.0.0.1";

    /// Without a relay.
    static final Network DIRECT =
            new Network(IPV4, Optional.empty(), Proof.NOTHING, 1, Beside.NOBODY);

    static Network over(Link link, Proof proof) {
        return new Network(IPV4, Optional.of(link), proof, 1, Beside.NOBODY);
    }

    Network overIpv6() {
        return new Network("[::1]", link, proof, connections, beside);
    }

    Network withConnections(int count) {
        return new Network(loopback, link, proof, count, beside);
    }

    Network with(Beside other) {
        return new Network(loopback, link, proof, connections, other);
    }
}
