package dev.quoll.core.spi;

import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.util.List;

/// Who the peer proved to be. Immutable.
public sealed interface PeerIdentity {
    /// The key whose private half the peer proved to have.
    PublicKey publicKey();

    /// A certificate chain, the peer's own certificate first.
    record CertificateChain(List<X509Certificate> certificates) implements PeerIdentity {
        public CertificateChain {
            certificates = List.copyOf(certificates);
        }

        @Override
        public PublicKey publicKey() {
            return certificates.getFirst().getPublicKey();
        }

        @Override
        public String toString() {
            return "CertificateChain"
                    + certificates.stream().map(X509Certificate::getSubjectX500Principal).toList();
        }
    }

    /// A key without a certificate (RFC 7250).
    record RawPublicKey(PublicKey key) implements PeerIdentity {
        @Override
        public PublicKey publicKey() {
            return key;
        }
    }
}
