package dev.quoll.tls.certificate;

import dev.quoll.core.error.TlsAlert;
import dev.quoll.core.error.TransportException;

import java.io.ByteArrayInputStream;
import java.security.PublicKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;

/// The certificates a peer sent, its own first; read, not yet trusted. *Immutable*.
public record ReceivedChain(List<X509Certificate> certificates) {
    /// The most certificates we look at; authorities on the web need three or four.
    public static final int MAX_LENGTH = 10;

    public ReceivedChain {
        certificates = List.copyOf(certificates);
    }

    /// Reads certificates, of which there is at least one.
    ///
    /// @throws TransportException bad_certificate if one cannot be read, there are more than
    ///   [#MAX_LENGTH], or the first has too short a key
    public static ReceivedChain read(List<byte[]> encoded) throws TransportException {
        if (encoded.size() > MAX_LENGTH) {
            throw bad("a chain of " + encoded.size() + " certificates");
        }
        List<X509Certificate> certificates = new ArrayList<>();
        for (byte[] certificate : encoded) {
            certificates.add(read(certificate));
        }
        if (Credential.isTooShort(certificates.getFirst().getPublicKey())) {
            throw bad("a certificate with an RSA key under 2048 bits");
        }
        return new ReceivedChain(certificates);
    }

    private static X509Certificate read(byte[] encoded) throws TransportException {
        ByteArrayInputStream in = new ByteArrayInputStream(encoded);
        try {
            X509Certificate certificate =
                    (X509Certificate)
                            CertificateFactory.getInstance("X.509").generateCertificate(in);
            if (in.available() > 0) {
                throw bad("bytes after a certificate");
            }
            return certificate;
        } catch (CertificateException e) {
            throw TransportException.crypto(
                    TlsAlert.BAD_CERTIFICATE, "a certificate that cannot be read", e);
        }
    }

    /// The key that signs the handshake.
    public PublicKey publicKey() {
        return certificates.getFirst().getPublicKey();
    }

    /// Has `trust` decide.
    ///
    /// @throws TransportException the alert that fits what `trust` found
    public void check(ServerTrust trust, ServerHost host) throws TransportException {
        try {
            trust.check(certificates, host);
        } catch (CertificateException e) {
            Distrust distrust = Distrust.of(e);
            throw TransportException.crypto(distrust.alert(), distrust.explain(host.text(), e), e);
        }
    }

    private static TransportException bad(String reason) {
        return TransportException.crypto(TlsAlert.BAD_CERTIFICATE, reason);
    }
}
