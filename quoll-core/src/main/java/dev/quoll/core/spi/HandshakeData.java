package dev.quoll.core.spi;

import java.util.Optional;

/// What a handshake agreed on. Immutable.
///
/// @param alpn the application protocol
/// @param serverName the host name the client asked for (SNI)
/// @param cipherSuite protects the 1-RTT packets
/// @param keyExchangeGroup the TLS name of the group, such as `x25519`
/// @param peer who the peer proved to be; empty for a client that was not asked
public record HandshakeData(
        String alpn,
        Optional<String> serverName,
        CipherSuite cipherSuite,
        String keyExchangeGroup,
        Optional<PeerIdentity> peer) {}
