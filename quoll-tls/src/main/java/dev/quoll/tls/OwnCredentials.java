package dev.quoll.tls;

import dev.quoll.core.spi.PeerIdentity;
import dev.quoll.tls.certificate.Credential;
import dev.quoll.tls.certificate.CredentialSource;
import dev.quoll.tls.certificate.FixedCredentials;
import dev.quoll.tls.certificate.KeyManagerCredentials;

import org.jspecify.annotations.Nullable;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;

import javax.net.ssl.X509KeyManager;

/// What both builders collect about who we are. *Confined*.
final class OwnCredentials {
    private final List<Credential> credentials = new ArrayList<>();
    private @Nullable X509KeyManager manager;

    void add(PrivateKey key, List<X509Certificate> chain) {
        credentials.add(new Credential(key, chain));
    }

    void add(KeyPair keys) {
        credentials.add(
                new Credential(keys.getPrivate(), new PeerIdentity.RawPublicKey(keys.getPublic())));
    }

    void add(KeyStore store, char[] password) {
        int before = credentials.size();
        try {
            for (String alias : Collections.list(store.aliases())) {
                if (store.getKey(alias, password) instanceof PrivateKey key) {
                    add(key, x509(store.getCertificateChain(alias)));
                }
            }
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("a key store that does not open", e);
        }
        if (credentials.size() == before) {
            throw new IllegalArgumentException("a key store without a private key");
        }
    }

    private static List<X509Certificate> x509(Certificate[] chain) {
        return Stream.of(chain)
                .filter(X509Certificate.class::isInstance)
                .map(X509Certificate.class::cast)
                .toList();
    }

    void leaveTo(X509KeyManager keyManager) {
        manager = keyManager;
    }

    boolean isEmpty() {
        return manager == null && credentials.isEmpty();
    }

    /// All of it, each private key tried once.
    ///
    /// @throws IllegalArgumentException if a key does not fit, or there is a manager beside keys
    CredentialSource build(SecureRandom random) {
        if (manager == null) {
            credentials.forEach(credential -> credential.checked(random));
            return new FixedCredentials(credentials);
        }
        if (!credentials.isEmpty()) {
            throw new IllegalArgumentException("a key manager, and keys beside it");
        }
        return new KeyManagerCredentials(manager);
    }
}
