package dev.quoll.tls.certificate;

import java.io.ByteArrayInputStream;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.EdECPrivateKey;
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
        return PrivateKeys.fromPkcs8(pkcs8(text));
    }

    /// The first private key in `text` and its public half: the first PUBLIC KEY block, or else
    /// what can be told from the private one. That the two belong together is not checked here.
    ///
    /// @throws IllegalArgumentException if there is none, or it cannot be a raw key, or the public
    ///   half is missing
    /// @spec https://www.rfc-editor.org/rfc/rfc7468#section-13 RFC 7468, section 13
    public static KeyPair keyPair(String text) {
        byte[] encoded = pkcs8(text);
        PrivateKey key = PrivateKeys.fromPkcs8(encoded);
        PublicKey half =
                Pem.parse(text).stream()
                        .filter(block -> block.label().equals("PUBLIC KEY"))
                        .findFirst()
                        .map(block -> RawKeyForm.ofEncoded(block.content()))
                        .orElseGet(() -> publicHalf(key, encoded));
        return new KeyPair(half, key);
    }

    private static PublicKey publicHalf(PrivateKey key, byte[] encoded) {
        return switch (key) {
            case EdECPrivateKey edwards -> PublicHalf.of(edwards);
            case ECPrivateKey _ -> PublicHalf.ofEc(encoded);
            default ->
                    throw new IllegalArgumentException(
                            "a raw key must be one of: " + RawKeyForm.all());
        };
    }

    private static byte[] pkcs8(String text) {
        for (Pem block : Pem.parse(text)) {
            switch (block.label()) {
                case "PRIVATE KEY" -> {
                    return block.content();
                }
                case "EC PRIVATE KEY" -> {
                    return PrivateKeys.sec1ToPkcs8(block.content());
                }
                case "RSA PRIVATE KEY" -> {
                    return PrivateKeys.pkcs1ToPkcs8(block.content());
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
