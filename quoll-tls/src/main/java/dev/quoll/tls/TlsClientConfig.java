package dev.quoll.tls;

import dev.quoll.core.spi.CipherSuite;
import dev.quoll.core.spi.ClientTls;
import dev.quoll.core.spi.TlsSession;
import dev.quoll.core.version.QuicVersion;
import dev.quoll.tls.agreement.EphemeralKeys;
import dev.quoll.tls.certificate.PeerTrust;
import dev.quoll.tls.certificate.PemFile;
import dev.quoll.tls.certificate.ServerHost;
import dev.quoll.tls.certificate.TrustManagerTrust;
import dev.quoll.tls.handshake.ClientResumption;
import dev.quoll.tls.handshake.ClientSettings;
import dev.quoll.tls.handshake.Session;
import dev.quoll.tls.keylog.KeyLog;
import dev.quoll.tls.parameter.GreasePolicy;
import dev.quoll.tls.parameter.NamedGroup;
import dev.quoll.tls.resumption.SessionStore;
import dev.quoll.tls.ticket.EarlyDataUse;
import dev.quoll.tls.trust.PeerVerifier;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

import javax.net.ssl.X509KeyManager;
import javax.net.ssl.X509TrustManager;

/// How a client speaks TLS: which servers it trusts, which protocols and algorithms it offers.
/// *Immutable* and *thread-safe*; made by a [Builder].
public final class TlsClientConfig implements ClientTls {
    private final ClientSettings settings;

    private TlsClientConfig(ClientSettings settings) {
        this.settings = settings;
    }

    /// A configuration that trusts the authorities the JDK trusts and offers everything we have;
    /// the application protocols are still to be named.
    public static Builder builder() {
        return new Builder();
    }

    /// Begins a handshake; makes the key shares, which is public-key work, and may look into the
    /// store of sessions, which may block.
    ///
    /// @throws IllegalArgumentException if `serverName` is neither a host name nor an address
    @Override
    public TlsSession newSession(String serverName, byte[] transportParameters) {
        return Session.client(settings, ServerHost.parse(serverName), transportParameters);
    }

    @Override
    public TlsSession newSession(String serverName, int port, byte[] transportParameters) {
        return newSession(serverName, port, QuicVersion.V1, transportParameters);
    }

    @Override
    public TlsSession newSession(
            String serverName, int port, QuicVersion version, byte[] transportParameters) {
        return Session.client(
                settings.atPort(port), ServerHost.parse(serverName), version, transportParameters);
    }

    @Override
    public boolean hasSession(String serverName, int port, QuicVersion version) {
        ServerHost host = ServerHost.parse(serverName);
        return settings.atPort(port)
                .resumption()
                .filter(how -> how.hasSession(host, version, settings.alpn()))
                .isPresent();
    }

    @Override
    public boolean prepare() {
        return settings.keys().prepare();
    }

    @Override
    public void forgetPrepared() {
        settings.keys().forget();
    }

    /// Collects a client's configuration. *Confined*.
    public static final class Builder {
        private List<String> alpn = List.of();
        private List<CipherSuite> cipherSuites = List.of(CipherSuite.values());
        private List<NamedGroup> groups = Choices.GROUPS;
        private List<NamedGroup> keyShares = Choices.KEY_SHARES;
        private final TrustChoices trust = new TrustChoices();
        private final OwnCredentials credentials = new OwnCredentials();
        private @Nullable SessionStore sessions;
        private EarlyDataUse earlyData = EarlyDataUse.UNLIMITED;
        private InstantSource clock = InstantSource.system();
        private SecureRandom random = new SecureRandom();
        private int keysAhead = 4;
        private KeyLog keyLog = KeyLog.NONE;
        private GreasePolicy grease = GreasePolicy.SEND;

        private Builder() {}

        /// The application protocols to offer, most wanted first; at least one.
        public Builder alpn(String... protocols) {
            alpn = List.of(protocols);
            return this;
        }

        /// Trusts the certificates in `store` instead of the JDK's.
        public Builder trustKeyStore(KeyStore store) {
            trust.certificates(() -> TrustManagerTrust.of(store));
            return this;
        }

        /// Leaves the decision to `manager`, which must be an
        /// [javax.net.ssl.X509ExtendedTrustManager], since no other can check host names.
        public Builder trustManager(X509TrustManager manager) {
            trust.certificates(() -> new TrustManagerTrust(manager));
            return this;
        }

        /// Trusts these certificates, of authorities or of servers themselves, instead of the
        /// JDK's.
        public Builder trustCertificates(Collection<X509Certificate> certificates) {
            List<X509Certificate> copy = List.copyOf(certificates);
            trust.certificates(() -> TrustManagerTrust.of(copy));
            return this;
        }

        /// Trusts the certificates in a PEM text instead of the JDK's.
        public Builder trustPem(String pem) {
            return trustCertificates(PemFile.certificates(pem));
        }

        /// Trusts the certificates in a PEM file instead of the JDK's.
        public Builder trustPem(Path file) throws IOException {
            return trustPem(Files.readString(file));
        }

        /// Believes any server to be the one that was meant. **For tests alone**: whoever sits
        /// between can read and change everything.
        public Builder insecureTrustAnyServer() {
            trust.certificates(() -> (_, _) -> {});
            return this;
        }

        /// Leaves the decision on certificates to `verifier` alone: it must check chain, validity
        /// and name, none of which anybody else checks then.
        public Builder verifyCertificates(PeerVerifier verifier) {
            trust.certificates(() -> verifier);
            return this;
        }

        /// Trusts servers that show one of these raw public keys (Ed25519, or EC on secp256r1);
        /// certificates only if they are trusted too, by another call.
        ///
        /// @spec https://www.rfc-editor.org/rfc/rfc7250 RFC 7250
        public Builder trustKeys(Collection<PublicKey> keys) {
            return verifyKeys(PeerVerifier.ofKeys(keys));
        }

        /// Leaves the decision on raw public keys to `verifier`.
        public Builder verifyKeys(PeerVerifier verifier) {
            trust.keys(verifier);
            return this;
        }

        /// Asks `verifier` too about every server that is trusted otherwise; of several, each in
        /// turn. For pinning, revocation lists and the like.
        public Builder alsoVerify(PeerVerifier verifier) {
            trust.hook(verifier);
            return this;
        }

        /// Adds a private key and its certificates, the key's own first, to show to servers that
        /// ask who we are.
        public Builder certificate(PrivateKey key, List<X509Certificate> chain) {
            credentials.add(key, chain);
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
            credentials.add(store, password);
            return this;
        }

        /// Leaves it to `manager` which certificate to show; best an
        /// [javax.net.ssl.X509ExtendedKeyManager], which is told what the server can verify.
        public Builder keyManager(X509KeyManager manager) {
            credentials.leaveTo(manager);
            return this;
        }

        /// Adds a key pair whose public half is shown by itself: Ed25519, or EC on secp256r1.
        ///
        /// @spec https://www.rfc-editor.org/rfc/rfc7250 RFC 7250
        public Builder rawKey(KeyPair keys) {
            credentials.add(keys);
            return this;
        }

        /// Adds a key pair from a PEM text, as [RawKeys#ofPem(String)] reads it.
        public Builder rawKeyPem(String text) {
            return rawKey(RawKeys.ofPem(text));
        }

        /// Adds a key pair from a PEM file.
        public Builder rawKeyPem(Path file) throws IOException {
            return rawKeyPem(Files.readString(file));
        }

        /// The cipher suites to offer, most wanted first.
        public Builder cipherSuites(CipherSuite... suites) {
            cipherSuites = List.of(suites);
            return this;
        }

        /// The groups to offer, most wanted first. The key shares become the first of them.
        public Builder groups(NamedGroup... offered) {
            groups = List.of(offered);
            keyShares = groups.stream().limit(1).toList();
            return this;
        }

        /// The groups, out of those offered, for which the ClientHello has a key share. Each costs
        /// a key pair; a server that wants another one asks for it, which costs a round trip.
        public Builder keyShares(NamedGroup... shared) {
            keyShares = List.of(shared);
            return this;
        }

        /// Keeps sessions in `store` and resumes them: later connections need no certificates, and
        /// may send early data.
        public Builder sessions(SessionStore store) {
            sessions = store;
            return this;
        }

        /// Never offers early data, even where a server would accept it.
        public Builder withoutEarlyData() {
            earlyData = EarlyDataUse.NONE;
            return this;
        }

        /// What sessions age by; the system's clock unless said otherwise.
        public Builder clock(InstantSource source) {
            clock = source;
            return this;
        }

        /// Where all randomness comes from. A seeded one makes handshakes repeatable, and
        /// worthless.
        public Builder random(SecureRandom source) {
            random = source;
            return this;
        }

        /// Whether values without a meaning are offered, too; they are unless this says otherwise.
        public Builder grease(GreasePolicy policy) {
            grease = policy;
            return this;
        }

        /// How many key pairs of each kind that handshakes need are made before they are needed, on
        /// handshake threads that have nothing else to do. Each is used once, as if it had been
        /// made at that moment. 0 to 1024; 4 unless this says otherwise, 0 makes none.
        public Builder keysAhead(int count) {
            keysAhead = count;
            return this;
        }

        /// Tells `log` the secrets of all connections. **For debugging alone**: who has them reads
        /// everything.
        public Builder keyLog(KeyLog log) {
            keyLog = log;
            return this;
        }

        private Optional<ClientResumption> resumption() {
            if (sessions == null) {
                return Optional.empty();
            }
            byte[] mark = new byte[ClientResumption.MARK_LENGTH];
            new SecureRandom().nextBytes(mark); // never that of another configuration
            return Optional.of(new ClientResumption(sessions, earlyData, mark, clock));
        }

        /// The configuration.
        ///
        /// @throws IllegalArgumentException if something is missing or contradicts itself
        public TlsClientConfig build() {
            Choices.checkAlpn(alpn);
            Choices.checkDistinct("cipher suites", cipherSuites);
            Choices.checkDistinct("groups", groups);
            Choices.checkDistinct("key shares", keyShares);
            if (!groups.containsAll(keyShares)) {
                throw new IllegalArgumentException(
                        "key shares " + keyShares + " outside of the groups " + groups);
            }
            return new TlsClientConfig(
                    new ClientSettings(
                            alpn,
                            cipherSuites,
                            groups,
                            keyShares,
                            trust.build()
                                    .orElseGet(() -> PeerTrust.x509(TrustManagerTrust.system())),
                            credentials.build(random),
                            grease,
                            resumption(),
                            random,
                            new EphemeralKeys(random, keysAhead),
                            keyLog));
        }
    }
}
