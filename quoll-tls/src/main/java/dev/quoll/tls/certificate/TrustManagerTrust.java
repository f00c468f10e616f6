package dev.quoll.tls.certificate;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;

import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import javax.net.ssl.X509TrustManager;

/// Leaves the decision to a trust manager of the JDK, which checks the chain and, because it is
/// shown an engine, the host name too. *Thread-safe* as the manager is.
public final class TrustManagerTrust implements ServerTrust {
    /// What the JDK calls the kind of key exchange in TLS 1.3, where suites do not name one.
    private static final String AUTH_TYPE = "UNKNOWN";

    private final X509ExtendedTrustManager manager;

    /// Trusts what `manager` trusts.
    ///
    /// @throws IllegalArgumentException if it cannot check host names
    public TrustManagerTrust(X509TrustManager manager) {
        if (!(manager instanceof X509ExtendedTrustManager extended)) {
            throw new IllegalArgumentException(
                    "a trust manager must be an X509ExtendedTrustManager: only that is told the"
                            + " host name and can check it");
        }
        this.manager = extended;
    }

    /// Trusts the authorities that the JDK trusts.
    public static ServerTrust system() {
        return of((KeyStore) null);
    }

    /// Trusts the certificates in `store`; `null` stands for the JDK's own.
    public static ServerTrust of(@Nullable KeyStore store) {
        try {
            TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
            factory.init(store);
            for (TrustManager manager : factory.getTrustManagers()) {
                if (manager instanceof X509TrustManager x509) {
                    return new TrustManagerTrust(x509);
                }
            }
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("a key store that cannot be used for trust", e);
        }
        throw new IllegalStateException("no trust manager for X.509");
    }

    /// Trusts these certificates, which are those of authorities or of servers themselves.
    public static ServerTrust of(Collection<X509Certificate> certificates) {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            for (X509Certificate certificate : certificates) {
                store.setCertificateEntry("trusted " + store.size(), certificate);
            }
            return of(store);
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("no key store in memory", e);
        }
    }

    @Override
    public void check(List<X509Certificate> chain, ServerHost host) throws CertificateException {
        manager.checkServerTrusted(
                chain.toArray(X509Certificate[]::new), AUTH_TYPE, new ServerView(chain, host));
    }
}
