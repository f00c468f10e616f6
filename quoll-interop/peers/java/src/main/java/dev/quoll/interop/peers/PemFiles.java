package dev.quoll.interop.peers;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;

/// Certificates and keys as the JDK has them, for implementations that read only some from PEM.
public final class PemFiles {
    private PemFiles() {}

    /// All certificates of a file, in its order.
    public static X509Certificate[] certificates(Path pem)
            throws IOException, GeneralSecurityException {
        try (InputStream in = new ByteArrayInputStream(Files.readAllBytes(pem))) {
            return CertificateFactory.getInstance("X.509").generateCertificates(in).stream()
                    .map(X509Certificate.class::cast)
                    .toArray(X509Certificate[]::new);
        }
    }

    /// The private key of the first certificate of `chain`.
    public static PrivateKey key(Path chain, Path pem)
            throws IOException, GeneralSecurityException {
        String algorithm = certificates(chain)[0].getPublicKey().getAlgorithm();
        String base64 = Files.readString(pem).replaceAll("-----[^-]*-----", "");
        byte[] encoded = Base64.getMimeDecoder().decode(base64);
        return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(encoded));
    }
}
