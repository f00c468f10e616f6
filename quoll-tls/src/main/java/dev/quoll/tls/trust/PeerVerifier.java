package dev.quoll.tls.trust;

import dev.quoll.core.spi.PeerIdentity;

import java.security.PublicKey;
import java.security.cert.CertificateException;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;

/// Decides whether to believe a peer that has proved to own the key it showed. *Thread-safe*; it
/// may block, since it is asked in handshake tasks. It is asked again when a session is resumed: by
/// a server every time, by a client where another configuration made the session.
@FunctionalInterface
public interface PeerVerifier {
    /// Returns if the peer is to be believed.
    ///
    /// @param host the host name or address a client wanted; empty if the peer is a client
    /// @throws CertificateException if not
    void verify(PeerIdentity peer, Optional<String> host) throws CertificateException;

    /// Believes the owners of these keys, each under any name.
    static PeerVerifier ofKeys(Collection<PublicKey> keys) {
        Set<PublicKey> allowed = Set.copyOf(keys);
        return (peer, _) -> {
            if (!allowed.contains(peer.publicKey())) {
                throw new CertificateException("a key that is not on the list");
            }
        };
    }

    /// Asks this verifier, then, if it agrees, `other`.
    default PeerVerifier and(PeerVerifier other) {
        return (peer, host) -> {
            verify(peer, host);
            other.verify(peer, host);
        };
    }
}
