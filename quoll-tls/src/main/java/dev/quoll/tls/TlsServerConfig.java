package dev.quoll.tls;

import dev.quoll.core.spi.CipherSuite;
import dev.quoll.core.spi.ServerTls;
import dev.quoll.core.spi.TlsSession;
import dev.quoll.tls.certificate.Credential;
import dev.quoll.tls.certificate.PemFile;
import dev.quoll.tls.handshake.ServerSettings;
import dev.quoll.tls.handshake.Session;
import dev.quoll.tls.parameter.NamedGroup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;

/// How a server speaks TLS: with which certificates, protocols and algorithms. *Immutable* and
/// *thread-safe*; made by a [Builder].
public final class TlsServerConfig implements ServerTls {
    private final ServerSettings settings;

    private TlsServerConfig(ServerSettings settings) {
        this.settings = settings;
    }

    /// A configuration that accepts everything we have; a certificate and the application protocols
    /// are still to be named.
    public static Builder builder() {
        return new Builder();
    }

    @Override
    public TlsSession newSession(byte[] transportParameters) {
        return Session.server(settings, transportParameters);
    }

    /// Collects a server's configuration. *Confined*.
    public static final class Builder {
        private final List<Credential> credentials = new ArrayList<>();
        private List<String> alpn = List.of();
        private List<CipherSuite> cipherSuites = List.of(CipherSuite.values());
        private List<NamedGroup> groups = Choices.GROUPS;
        private SecureRandom random = new SecureRandom();

        private Builder() {}

        /// Adds a private key and its certificates, the key's own first. Of several the first is
        /// used that a client can verify, so that one may be EC and another RSA.
        public Builder certificate(PrivateKey key, List<X509Certificate> chain) {
            credentials.add(new Credential(key, chain));
            return this;
        }

        /// Adds a certificate chain and its private key from PEM texts.
        public Builder certificatePem(String chain, String key) {
            return certificate(PemFile.privateKey(key), PemFile.certificates(chain));
        }

        /// Adds a certificate chain and its private key from PEM files.
        public Builder certificatePem(Path chain, Path key) throws IOException {
            return certificatePem(Files.readString(chain), Files.readString(key));
        }

        /// Adds every private key of `store` that has certificates.
        ///
        /// @throws IllegalArgumentException if there is none, or `password` opens it not
        public Builder keyStore(KeyStore store, char[] password) {
            int before = credentials.size();
            try {
                for (String alias : Collections.list(store.aliases())) {
                    if (store.getKey(alias, password) instanceof PrivateKey key) {
                        certificate(key, x509(store.getCertificateChain(alias)));
                    }
                }
            } catch (GeneralSecurityException e) {
                throw new IllegalArgumentException("a key store that does not open", e);
            }
            if (credentials.size() == before) {
                throw new IllegalArgumentException("a key store without a private key");
            }
            return this;
        }

        private static List<X509Certificate> x509(Certificate[] chain) {
            return Stream.of(chain)
                    .filter(X509Certificate.class::isInstance)
                    .map(X509Certificate.class::cast)
                    .toList();
        }

        /// The application protocols to accept, most wanted first; at least one.
        public Builder alpn(String... protocols) {
            alpn = List.of(protocols);
            return this;
        }

        /// The cipher suites to accept, most wanted first.
        public Builder cipherSuites(CipherSuite... suites) {
            cipherSuites = List.of(suites);
            return this;
        }

        /// The groups to accept, most wanted first. One for which the client has sent a share comes
        /// before a better one for which it would have to be asked.
        public Builder groups(NamedGroup... accepted) {
            groups = List.of(accepted);
            return this;
        }

        /// Where all randomness comes from. A seeded one makes handshakes repeatable, and
        /// worthless.
        public Builder random(SecureRandom source) {
            random = source;
            return this;
        }

        /// The configuration. Every private key makes one signature, to be sure of it.
        ///
        /// @throws IllegalArgumentException if something is missing or contradicts itself
        public TlsServerConfig build() {
            if (credentials.isEmpty()) {
                throw new IllegalArgumentException("a server needs a certificate");
            }
            Choices.checkAlpn(alpn);
            Choices.checkDistinct("cipher suites", cipherSuites);
            Choices.checkDistinct("groups", groups);
            credentials.forEach(credential -> credential.checked(random));
            return new TlsServerConfig(
                    new ServerSettings(credentials, alpn, cipherSuites, groups, random));
        }
    }
}
