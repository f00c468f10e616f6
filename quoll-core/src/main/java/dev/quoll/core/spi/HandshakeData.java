package dev.quoll.core.spi;

import java.util.Optional;

/// What a handshake agreed on. Immutable.
///
/// @param alpn the application protocol
/// @param serverName the host name the client asked for (SNI)
/// @param cipherSuite protects the 1-RTT packets
/// @param keyExchangeGroup the TLS name of the group, such as `x25519`
/// @param peer who the peer proved to be, now or in the session that was resumed; empty for a
///   client that was not asked, or showed nothing
/// @param resumed whether this connection goes on with an earlier one's secret
/// @param earlyDataAccepted whether 0-RTT packets counted
public record HandshakeData(
        String alpn,
        Optional<String> serverName,
        CipherSuite cipherSuite,
        String keyExchangeGroup,
        Optional<PeerIdentity> peer,
        boolean resumed,
        boolean earlyDataAccepted) {
    /// A handshake of its own, without early data.
    public HandshakeData(
            String alpn,
            Optional<String> serverName,
            CipherSuite cipherSuite,
            String keyExchangeGroup,
            Optional<PeerIdentity> peer) {
        this(alpn, serverName, cipherSuite, keyExchangeGroup, peer, false, false);
    }
}
