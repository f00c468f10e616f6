package dev.quoll.tls.certificate;

import java.io.ByteArrayInputStream;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;

/// Reads certificates and private keys out of PEM text.
public final class PemFile {
    private PemFile() {}

    /// All certificates in `text`, in order.
    ///
    /// @throws IllegalArgumentException if there is none, or one that is none
    public static List<X509Certificate> certificates(String text) {
        List<X509Certificate> certificates = new ArrayList<>();
        for (Pem block : Pem.parse(text)) {
            if (block.label().equals("CERTIFICATE")) {
                certificates.add(certificate(block.content()));
            }
        }
        if (certificates.isEmpty()) {
            throw new IllegalArgumentException("PEM text without a certificate");
        }
        return certificates;
    }

    /// The first private key in `text`: PKCS#8, or as OpenSSL writes RSA and EC keys by themselves.
    ///
    /// @throws IllegalArgumentException if there is none, or it is encrypted or of no known kind
    public static PrivateKey privateKey(String text) {
        for (Pem block : Pem.parse(text)) {
            switch (block.label()) {
                case "PRIVATE KEY" -> {
                    return PrivateKeys.fromPkcs8(block.content());
                }
                case "EC PRIVATE KEY" -> {
                    return PrivateKeys.fromSec1(block.content());
                }
                case "RSA PRIVATE KEY" -> {
                    return PrivateKeys.fromPkcs1(block.content());
                }
                case "ENCRYPTED PRIVATE KEY" ->
                        throw new IllegalArgumentException(
                                "an encrypted PEM key; decrypt it with: openssl pkcs8");
                default -> {} // EC PARAMETERS, certificates
            }
        }
        throw new IllegalArgumentException("PEM text without a private key");
    }

    private static X509Certificate certificate(byte[] encoded) {
        try {
            return (X509Certificate)
                    CertificateFactory.getInstance("X.509")
                            .generateCertificate(new ByteArrayInputStream(encoded));
        } catch (CertificateException e) {
            throw new IllegalArgumentException("PEM text with a broken certificate", e);
        }
    }
}
