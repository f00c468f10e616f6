package dev.quoll.tls.handshake;

import dev.quoll.tls.certificate.PeerTrust;
import dev.quoll.tls.trust.ClientAuthentication;
import dev.quoll.tls.trust.PeerVerifier;

import java.security.cert.CertificateException;

/// Whether a server asks its clients who they are, and whom it believes. *Immutable*.
public record ClientPolicy(ClientAuthentication authentication, PeerTrust trust) {
    private static final PeerVerifier NOBODY =
            (_, _) -> {
                throw new CertificateException("no client is asked for a certificate");
            };

    /// Clients are not asked.
    public static final ClientPolicy NONE =
            new ClientPolicy(ClientAuthentication.NONE, PeerTrust.x509(NOBODY));

    /// Whether clients are asked at all.
    boolean asks() {
        return authentication != ClientAuthentication.NONE;
    }
}
