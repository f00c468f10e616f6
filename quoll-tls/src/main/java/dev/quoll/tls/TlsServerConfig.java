package dev.quoll.tls;

import dev.quoll.core.spi.CipherSuite;
import dev.quoll.core.spi.EarlyDataPolicy;
import dev.quoll.core.spi.ServerTls;
import dev.quoll.core.spi.TlsSession;
import dev.quoll.tls.agreement.EphemeralKeys;
import dev.quoll.tls.certificate.PemFile;
import dev.quoll.tls.certificate.TrustManagerTrust;
import dev.quoll.tls.handshake.ClientPolicy;
import dev.quoll.tls.handshake.OfferedProtocols;
import dev.quoll.tls.handshake.ServerSettings;
import dev.quoll.tls.handshake.Session;
import dev.quoll.tls.handshake.TicketPolicy;
import dev.quoll.tls.keylog.KeyLog;
import dev.quoll.tls.parameter.GreasePolicy;
import dev.quoll.tls.parameter.NamedGroup;
import dev.quoll.tls.resumption.ReplayGuard;
import dev.quoll.tls.resumption.TicketKeys;
import dev.quoll.tls.trust.ClientAuthentication;
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
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

import javax.net.ssl.X509KeyManager;
import javax.net.ssl.X509TrustManager;

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

    @Override
    public TlsSession newSession(byte[] transportParameters, EarlyDataPolicy earlyData) {
        return Session.server(settings, transportParameters, earlyData);
    }

    @Override
    public boolean prepare() {
        return settings.keys().prepare();
    }

    @Override
    public void forgetPrepared() {
        settings.keys().forget();
    }

    @Override
    public Optional<List<String>> offeredProtocols(byte[] beginning) {
        return OfferedProtocols.in(beginning);
    }

    /// Collects a server's configuration. *Confined*.
    public static final class Builder {
        private static final int MAX_TICKETS = 8;
        private static final Duration MAX_LIFETIME = Duration.ofDays(7); // RFC 8446 §4.6.1

        private final OwnCredentials credentials = new OwnCredentials();
        private final TrustChoices clientTrust = new TrustChoices();
        private ClientAuthentication authentication = ClientAuthentication.NONE;
        private List<String> alpn = List.of();
        private List<CipherSuite> cipherSuites = List.of(CipherSuite.values());
        private List<NamedGroup> groups = Choices.GROUPS;
        private @Nullable TicketKeys ticketKeys;
        private int ticketCount = 2;
        private Duration ticketLifetime = Duration.ofHours(12);
        private Optional<ReplayGuard> replayGuard = Optional.empty();
        private InstantSource clock = InstantSource.system();
        private SecureRandom random = new SecureRandom();
        private int keysAhead = 32;
        private KeyLog keyLog = KeyLog.NONE;
        private GreasePolicy grease = GreasePolicy.SEND;

        private Builder() {}

        /// Adds a private key and its certificates, the key's own first. Of several whose
        /// signatures a client can verify, so that one may be EC and another RSA, the first is used
        /// that is for the host name the client wants; of several, or if none is, the first whose
        /// chain it can verify and that comes from an authority it names; else the first.
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
        /// [javax.net.ssl.X509ExtendedKeyManager], which is told the host name the client wants and
        /// what it can verify.
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

        /// Whether clients are asked who they are. If so, somebody must be trusted, too.
        public Builder clients(ClientAuthentication wanted) {
            authentication = wanted;
            return this;
        }

        /// Trusts clients with certificates issued by those in `store`.
        public Builder trustClientKeyStore(KeyStore store) {
            return verifyClientCertificates(TrustManagerTrust.of(store));
        }

        /// Leaves the decision on clients' certificates to `manager`, which must be an
        /// [javax.net.ssl.X509ExtendedTrustManager].
        public Builder trustClientManager(X509TrustManager manager) {
            return verifyClientCertificates(new TrustManagerTrust(manager));
        }

        /// Trusts these certificates of clients or of authorities that issue them.
        public Builder trustClientCertificates(Collection<X509Certificate> certificates) {
            return verifyClientCertificates(TrustManagerTrust.of(certificates));
        }

        /// Trusts the certificates in a PEM text.
        public Builder trustClientPem(String pem) {
            return trustClientCertificates(PemFile.certificates(pem));
        }

        /// Trusts the certificates in a PEM file.
        public Builder trustClientPem(Path file) throws IOException {
            return trustClientPem(Files.readString(file));
        }

        /// Leaves the decision on clients' certificates to `verifier` alone: it must check chain
        /// and validity, too.
        public Builder verifyClientCertificates(PeerVerifier verifier) {
            clientTrust.certificates(() -> verifier);
            return this;
        }

        /// Trusts clients that show one of these raw public keys.
        public Builder trustClientKeys(Collection<PublicKey> keys) {
            return verifyClientKeys(PeerVerifier.ofKeys(keys));
        }

        /// Leaves the decision on clients' raw public keys to `verifier`. One that returns without
        /// a look accepts every client that has the key it shows, which is then known by it.
        public Builder verifyClientKeys(PeerVerifier verifier) {
            clientTrust.keys(verifier);
            return this;
        }

        /// Asks `verifier` too about every client that is trusted otherwise; of several, each in
        /// turn.
        public Builder alsoVerifyClients(PeerVerifier verifier) {
            clientTrust.hook(verifier);
            return this;
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

        /// Seals tickets with `keys`, so that they open on every machine that has them. Otherwise
        /// the configuration has keys of its own, and tickets end with it.
        public Builder ticketKeys(TicketKeys keys) {
            ticketKeys = keys;
            return this;
        }

        /// How many tickets a client gets on each connection, 0 to 8; with none, no session is
        /// resumed. Each is good for one connection.
        public Builder ticketCount(int count) {
            ticketCount = count;
            return this;
        }

        /// How long a ticket is good for, at least a second and at most seven days.
        public Builder ticketLifetime(Duration lifetime) {
            ticketLifetime = lifetime;
            return this;
        }

        /// Accepts early data of resumed connections that `guard` has not seen before. **Whoever
        /// records early data can send it again**: what a client asks for in it must be harmless to
        /// do twice, as far as the guard does not know of all machines with the same ticket keys.
        public Builder acceptEarlyData(ReplayGuard guard) {
            replayGuard = Optional.of(guard);
            return this;
        }

        /// What tickets age by; the system's clock unless said otherwise.
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

        /// How many key pairs of each kind that handshakes need are made before they are needed, on
        /// handshake threads that have nothing else to do. Each is used once, as if it had been
        /// made at that moment. 0 to 1024; 32 unless this says otherwise, 0 makes none.
        public Builder keysAhead(int count) {
            keysAhead = count;
            return this;
        }

        /// Whether requests for certificates and tickets have values without a meaning in them,
        /// too; they have unless this says otherwise.
        public Builder grease(GreasePolicy policy) {
            grease = policy;
            return this;
        }

        /// Tells `log` the secrets of all connections. **For debugging alone**: who has them reads
        /// everything.
        public Builder keyLog(KeyLog log) {
            keyLog = log;
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
            return new TlsServerConfig(
                    new ServerSettings(
                            credentials.build(random),
                            clientPolicy(),
                            alpn,
                            cipherSuites,
                            groups,
                            grease,
                            tickets(),
                            random,
                            new EphemeralKeys(random, keysAhead),
                            keyLog));
        }

        private Optional<TicketPolicy> tickets() {
            if (ticketCount < 0 || ticketCount > MAX_TICKETS) {
                throw new IllegalArgumentException(ticketCount + " tickets");
            }
            if (ticketLifetime.toSeconds() < 1 || ticketLifetime.compareTo(MAX_LIFETIME) > 0) {
                throw new IllegalArgumentException("tickets for " + ticketLifetime);
            }
            if (ticketCount == 0) {
                return Optional.empty();
            }
            TicketKeys keys = ticketKeys == null ? TicketKeys.ofThisProcess(random) : ticketKeys;
            return Optional.of(
                    new TicketPolicy(keys, ticketLifetime, ticketCount, replayGuard, clock));
        }

        private ClientPolicy clientPolicy() {
            if (authentication == ClientAuthentication.NONE) {
                return ClientPolicy.NONE;
            }
            return new ClientPolicy(
                    authentication,
                    clientTrust
                            .build()
                            .orElseThrow(
                                    () ->
                                            new IllegalArgumentException(
                                                    "clients are asked, and none is trusted")));
        }
    }
}
