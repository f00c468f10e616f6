package dev.quoll.cli.identity;

import dev.quoll.cli.report.Sha256;

import java.security.PrivateKey;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.List;

/// Who a server is: a private key and its certificates, the key's own first. *Immutable*.
public record Identity(PrivateKey key, List<X509Certificate> chain) {
    public Identity {
        chain = List.copyOf(chain);
    }

    /// The SHA-256 of the certificate, in hex: by it two people can compare certificates.
    public String fingerprint() {
        try {
            return Sha256.of(chain.getFirst().getEncoded());
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException("a certificate that cannot be written", e);
        }
    }
}
