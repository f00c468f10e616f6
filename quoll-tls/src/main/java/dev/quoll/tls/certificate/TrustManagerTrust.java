package dev.quoll.tls.certificate;

import dev.quoll.core.spi.PeerIdentity;
import dev.quoll.tls.trust.PeerVerifier;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import javax.net.ssl.X509TrustManager;

/// Leaves the decision to a trust manager of the JDK, which checks the chain and, because it is
/// shown an engine, a server's host name too. *Thread-safe* as the manager is.
public final class TrustManagerTrust implements PeerVerifier {
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
    public static PeerVerifier system() {
        return of((KeyStore) null);
    }

    /// Trusts the certificates in `store`; `null` stands for the JDK's own.
    public static PeerVerifier of(@Nullable KeyStore store) {
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
    public static PeerVerifier of(Collection<X509Certificate> certificates) {
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
    public void verify(PeerIdentity peer, Optional<String> host) throws CertificateException {
        if (!(peer instanceof PeerIdentity.CertificateChain(List<X509Certificate> chain))) {
            throw new CertificateException("a raw public key, where certificates are trusted");
        }
        X509Certificate[] certificates = chain.toArray(X509Certificate[]::new);
        Optional<ServerHost> server = host.map(ServerHost::parse);
        HandshakeView view = new HandshakeView(ViewedHandshake.of(chain, server));
        if (server.isPresent()) {
            manager.checkServerTrusted(certificates, AUTH_TYPE, view);
        } else {
            manager.checkClientTrusted(certificates, AUTH_TYPE, view);
        }
    }
}
