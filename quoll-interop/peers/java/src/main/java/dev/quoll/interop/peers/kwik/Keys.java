package dev.quoll.interop.peers.kwik;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Collection;

import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

/// PEM files as kwik takes them: a key store, because it reads PEM keys as RSA only, and a trust
/// manager, because with a trust store it checks every leaf as if for RSA key exchange.
final class Keys {
    static final String ALIAS = "perf8";
    static final char[] PASSWORD = {};

    private Keys() {}

    static X509TrustManager trust(Path pem) throws IOException, GeneralSecurityException {
        KeyStore store = empty();
        for (Certificate certificate : certificates(pem)) {
            store.setCertificateEntry("ca" + store.size(), certificate);
        }
        TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
        factory.init(store);
        return new AnyKeyTrust((X509TrustManager) factory.getTrustManagers()[0]);
    }

    private record AnyKeyTrust(X509TrustManager trust) implements X509TrustManager {
        @Override
        public void checkServerTrusted(X509Certificate[] chain, String keyExchange)
                throws CertificateException {
            trust.checkServerTrusted(chain, "UNKNOWN"); // TLS 1.3 has no key exchange to name
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String keyExchange)
                throws CertificateException {
            trust.checkClientTrusted(chain, keyExchange);
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return trust.getAcceptedIssuers();
        }
    }

    static KeyStore identity(Path chain, Path key) throws IOException, GeneralSecurityException {
        Certificate[] certificates = certificates(chain).toArray(Certificate[]::new);
        String algorithm = certificates[0].getPublicKey().getAlgorithm();
        KeyStore store = empty();
        store.setKeyEntry(ALIAS, privateKey(key, algorithm), PASSWORD, certificates);
        return store;
    }

    private static PrivateKey privateKey(Path pem, String algorithm)
            throws IOException, GeneralSecurityException {
        String base64 = Files.readString(pem).replaceAll("-----[^-]*-----", "");
        byte[] encoded = Base64.getMimeDecoder().decode(base64);
        return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(encoded));
    }

    private static Collection<? extends Certificate> certificates(Path pem)
            throws IOException, GeneralSecurityException {
        try (InputStream in = new ByteArrayInputStream(Files.readAllBytes(pem))) {
            return CertificateFactory.getInstance("X.509").generateCertificates(in);
        }
    }

    private static KeyStore empty() throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        return store;
    }
}
