package dev.quoll.interop.peers.kwik;

import dev.quoll.interop.peers.PemFiles;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;

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
        for (Certificate certificate : PemFiles.certificates(pem)) {
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
        KeyStore store = empty();
        store.setKeyEntry(ALIAS, PemFiles.key(chain, key), PASSWORD, PemFiles.certificates(chain));
        return store;
    }

    private static KeyStore empty() throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        return store;
    }
}
