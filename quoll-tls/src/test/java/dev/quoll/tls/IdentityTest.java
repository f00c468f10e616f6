package dev.quoll.tls;

import static dev.quoll.tls.Alerts.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quoll.core.error.TlsAlert;
import dev.quoll.core.error.TransportException;
import dev.quoll.core.spi.PeerIdentity;
import dev.quoll.tls.TestCertificates.Issued;
import dev.quoll.tls.TestCertificates.Kind;
import dev.quoll.tls.trust.ClientAuthentication;
import dev.quoll.tls.trust.PeerVerifier;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.InvalidAlgorithmParameterException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.X509KeyManager;

/// Who the two sides are to each other: certificates and raw public keys, in both directions.
class IdentityTest {
    private static final Issued AUTHORITY = TestCertificates.authority("Root", Kind.EC_P256);
    private static final Issued SERVER =
            TestCertificates.server(AUTHORITY, Kind.EC_P256, "server.test");
    private static final Issued CLIENT =
            TestCertificates.server(AUTHORITY, Kind.EC_P256, "client.test");
    private static final PeerVerifier ANYBODY = (_, _) -> {};

    private static TlsClientConfig.Builder client() {
        return TlsClientConfig.builder().alpn("a");
    }

    private static TlsClientConfig.Builder trusting() {
        return client().trustCertificates(List.of(AUTHORITY.certificate()));
    }

    private static TlsServerConfig.Builder server() {
        return TlsServerConfig.builder().alpn("a");
    }

    private static TlsServerConfig.Builder certified() {
        return server().certificate(SERVER.key(), SERVER.chain());
    }

    private static TlsServerConfig.Builder asking(ClientAuthentication authentication) {
        return certified()
                .clients(authentication)
                .trustClientCertificates(List.of(AUTHORITY.certificate()));
    }

    private static Wire connect(TlsClientConfig.Builder client, TlsServerConfig.Builder server)
            throws TransportException {
        return connect(client, server, "server.test");
    }

    private static Wire connect(
            TlsClientConfig.Builder client, TlsServerConfig.Builder server, String host)
            throws TransportException {
        return new Wire(
                        client.build().newSession(host, new byte[1]),
                        server.build().newSession(new byte[1]),
                        1000)
                .run();
    }

    private static void assertRefused(
            TlsClientConfig.Builder client, TlsServerConfig.Builder server, TlsAlert alert) {
        assertThatThrownBy(() -> connect(client, server)).satisfies(alert(alert));
    }

    private static Optional<PeerIdentity> clientSeen(Wire wire) {
        assertThat(wire.client().finished()).isPresent();
        return wire.server().finished().orElseThrow().peer();
    }

    private static Optional<PeerIdentity> serverSeen(Wire wire) {
        return wire.client().finished().orElseThrow().peer();
    }

    private static PeerIdentity chain(Issued issued) {
        return new PeerIdentity.CertificateChain(issued.chain());
    }

    private static KeyPair keys(String algorithm) {
        try {
            if (algorithm.equals("Ed25519")) {
                return KeyPairGenerator.getInstance(algorithm).generateKeyPair();
            }
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec(algorithm));
            return generator.generateKeyPair();
        } catch (NoSuchAlgorithmException | InvalidAlgorithmParameterException e) {
            throw new IllegalStateException(e);
        }
    }

    @Nested
    class AClientWithACertificate {
        @ParameterizedTest
        @EnumSource(names = {"EC_P256", "EC_P384", "RSA_2048", "ED25519"})
        void isKnownByIt(Kind kind) throws TransportException {
            Issued issued = TestCertificates.server(AUTHORITY, kind, "client.test");

            Wire wire =
                    connect(
                            trusting().certificate(issued.key(), issued.chain()),
                            asking(ClientAuthentication.REQUIRED));

            assertThat(clientSeen(wire)).contains(chain(issued));
        }

        @Test
        void isNotKnownToAServerThatDoesNotAsk() throws TransportException {
            Wire wire = connect(trusting().certificate(CLIENT.key(), CLIENT.chain()), certified());

            assertThat(clientSeen(wire)).isEmpty();
        }

        @Test
        void isRefusedIfAStrangerIssuedIt() {
            Issued stranger = TestCertificates.authority("Stranger", Kind.EC_P256);
            Issued issued = TestCertificates.server(stranger, Kind.EC_P256, "client.test");

            for (ClientAuthentication authentication :
                    List.of(ClientAuthentication.OPTIONAL, ClientAuthentication.REQUIRED)) {
                assertRefused(
                        trusting().certificate(issued.key(), issued.chain()),
                        asking(authentication),
                        TlsAlert.UNKNOWN_CA);
            }
        }

        @Test
        void isRefusedIfTheApplicationSaysSo() {
            List<Optional<String>> hosts = new ArrayList<>();
            PeerVerifier no =
                    (_, host) -> {
                        hosts.add(host);
                        throw new CertificateException("not you");
                    };

            assertThatThrownBy(
                            () ->
                                    connect(
                                            trusting().certificate(CLIENT.key(), CLIENT.chain()),
                                            asking(ClientAuthentication.REQUIRED)
                                                    .alsoVerifyClients(no)))
                    .hasMessageContaining("the client")
                    .hasMessageContaining("not you");
            assertThat(hosts).containsExactly(Optional.empty());
        }
    }

    @Nested
    class AClientWithoutACertificate {
        @Test
        void isAcceptedWhereItIsOptional() throws TransportException {
            assertThat(clientSeen(connect(trusting(), asking(ClientAuthentication.OPTIONAL))))
                    .isEmpty();
        }

        @Test
        void isRefusedWhereItIsRequired() {
            assertRefused(
                    trusting(),
                    asking(ClientAuthentication.REQUIRED),
                    TlsAlert.CERTIFICATE_REQUIRED);
        }

        @Test
        void isOneWhoseKeysTheServerCannotVerify() {
            assertRefused(
                    trusting().rawKey(keys("Ed25519")),
                    asking(ClientAuthentication.REQUIRED),
                    TlsAlert.UNSUPPORTED_CERTIFICATE);
        }
    }

    @Nested
    class RawPublicKeys {
        private final KeyPair serverKeys = keys("Ed25519");
        private final KeyPair clientKeys = keys("Ed25519");

        private static PeerIdentity raw(KeyPair keys) {
            return new PeerIdentity.RawPublicKey(keys.getPublic());
        }

        @ParameterizedTest
        @ValueSource(strings = {"Ed25519", "secp256r1"})
        void makeBothSidesKnown(String algorithm) throws TransportException {
            KeyPair ofServer = keys(algorithm);
            KeyPair ofClient = keys(algorithm);

            Wire wire =
                    connect(
                            client().rawKey(ofClient).trustKeys(List.of(ofServer.getPublic())),
                            server().rawKey(ofServer)
                                    .clients(ClientAuthentication.REQUIRED)
                                    .verifyClientKeys(ANYBODY));

            assertThat(serverSeen(wire)).contains(raw(ofServer));
            assertThat(clientSeen(wire)).contains(raw(ofClient));
        }

        @Test
        void canBeTheServersAlone() throws TransportException {
            Wire wire =
                    connect(
                            client().trustKeys(List.of(serverKeys.getPublic())),
                            server().rawKey(serverKeys));

            assertThat(serverSeen(wire)).contains(raw(serverKeys));
        }

        @Test
        void canBeTheClientsAlone() throws TransportException {
            Wire wire =
                    connect(
                            trusting().rawKey(clientKeys),
                            certified()
                                    .clients(ClientAuthentication.REQUIRED)
                                    .trustClientKeys(List.of(clientKeys.getPublic())));

            assertThat(serverSeen(wire)).contains(chain(SERVER));
            assertThat(clientSeen(wire)).contains(raw(clientKeys));
        }

        @Test
        void areToldTheHostThatIsMeant() throws TransportException {
            List<String> hosts = new ArrayList<>();

            connect(
                    client().verifyKeys((_, host) -> hosts.add(host.orElseThrow())),
                    server().rawKey(serverKeys));

            assertThat(hosts).containsExactly("server.test");
        }

        @Test
        void ofAnotherServerAreRefused() {
            assertRefused(
                    client().trustKeys(List.of(clientKeys.getPublic())),
                    server().rawKey(serverKeys),
                    TlsAlert.UNKNOWN_CA);
        }

        @Test
        void ofAnotherClientAreRefused() {
            assertRefused(
                    trusting().rawKey(clientKeys),
                    certified()
                            .clients(ClientAuthentication.REQUIRED)
                            .trustClientKeys(List.of(serverKeys.getPublic())),
                    TlsAlert.UNKNOWN_CA);
        }

        @Test
        void areNotTakenFromAServerWithCertificatesOnly() {
            assertRefused(
                    client().trustKeys(List.of(serverKeys.getPublic())),
                    certified(),
                    TlsAlert.UNSUPPORTED_CERTIFICATE);
        }

        @Test
        void areNotShownToAClientThatKnowsCertificatesOnly() {
            assertRefused(
                    trusting(), server().rawKey(serverKeys), TlsAlert.UNSUPPORTED_CERTIFICATE);
        }

        @Test
        void stepBackForCertificatesWhereBothAreKnown() throws TransportException {
            TlsClientConfig.Builder either = trusting().verifyKeys(ANYBODY);

            assertThat(serverSeen(connect(either, certified()))).contains(chain(SERVER));
            assertThat(serverSeen(connect(either, server().rawKey(serverKeys))))
                    .contains(raw(serverKeys));
            assertThat(serverSeen(connect(trusting(), certified().rawKey(serverKeys))))
                    .contains(chain(SERVER));
        }

        @Test
        void areNotJudgedByWhoJudgesCertificates() throws TransportException {
            TlsClientConfig.Builder either =
                    client().insecureTrustAnyServer().trustKeys(List.of(clientKeys.getPublic()));

            assertRefused(either, server().rawKey(serverKeys), TlsAlert.UNKNOWN_CA);
            assertThat(serverSeen(connect(either, certified()))).contains(chain(SERVER));
        }

        @Test
        void ofOtherKindsAreRefusedWhenBuilt() {
            assertThatThrownBy(() -> client().rawKey(keys("secp384r1")))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("Ed25519");
        }

        @Test
        void ofTwoPairsAreRefusedWhenBuilt() {
            KeyPair mixed = new KeyPair(serverKeys.getPublic(), clientKeys.getPrivate());

            assertThatThrownBy(() -> server().rawKey(mixed).build())
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Nested
    class OneOfSeveral {
        private final Issued other =
                TestCertificates.server(AUTHORITY, Kind.EC_P256, "*.other.test");
        private final Issued rsa = TestCertificates.server(AUTHORITY, Kind.RSA_2048, "rsa.test");

        private TlsServerConfig.Builder several() {
            return certified()
                    .certificate(other.key(), other.chain())
                    .certificate(rsa.key(), rsa.chain());
        }

        @Test
        void isChosenByTheNameThatIsAskedFor() throws TransportException {
            assertThat(serverSeen(connect(trusting(), several(), "x.other.test")))
                    .contains(chain(other));
            assertThat(serverSeen(connect(trusting(), several(), "RSA.test"))).contains(chain(rsa));
        }

        @Test
        void isTheFirstForANameThatIsNobodys() throws TransportException {
            TlsClientConfig.Builder easy = client().insecureTrustAnyServer();

            for (String host : List.of("other.test", "a.b.other.test", "192.0.2.1")) {
                assertThat(serverSeen(connect(easy, several(), host))).contains(chain(SERVER));
            }
        }

        @ParameterizedTest
        @ValueSource(strings = {"PKIX", "SunX509"})
        void isChosenByAKeyManager(String kind)
                throws GeneralSecurityException, IOException, TransportException {
            X509KeyManager manager = keyManager(kind, SERVER);

            Wire wire =
                    connect(
                            trusting().keyManager(keyManager(kind, CLIENT)),
                            server().keyManager(manager)
                                    .clients(ClientAuthentication.REQUIRED)
                                    .trustClientCertificates(List.of(AUTHORITY.certificate())));

            assertThat(serverSeen(wire)).contains(chain(SERVER));
            assertThat(clientSeen(wire)).contains(chain(CLIENT));
        }

        @Test
        void isNoneIfTheKeyManagerHasNone() throws GeneralSecurityException, IOException {
            assertRefused(
                    trusting(),
                    server().keyManager(keyManager("PKIX")),
                    TlsAlert.HANDSHAKE_FAILURE);
            assertRefused(
                    trusting().keyManager(keyManager("PKIX")),
                    asking(ClientAuthentication.REQUIRED),
                    TlsAlert.CERTIFICATE_REQUIRED);
        }

        private static X509KeyManager keyManager(String kind, Issued... issued)
                throws GeneralSecurityException, IOException {
            char[] password = "secret".toCharArray();
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            for (Issued one : issued) {
                store.setKeyEntry(
                        "key" + store.size(),
                        one.key(),
                        password,
                        one.chain().toArray(X509Certificate[]::new));
            }
            KeyManagerFactory factory = KeyManagerFactory.getInstance(kind);
            factory.init(store, password);
            return (X509KeyManager) factory.getKeyManagers()[0];
        }

        @Test
        void besidesAKeyManagerIsRefusedWhenBuilt() throws GeneralSecurityException, IOException {
            X509KeyManager manager = keyManager("PKIX", SERVER);

            assertThatThrownBy(() -> certified().keyManager(manager).build())
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Nested
    class TheApplicationsVerifier {
        @Test
        void canRefuseWhatIsTrustedOtherwise() {
            PeerVerifier no =
                    (_, _) -> {
                        throw new CertificateException("pinned another");
                    };

            assertThatThrownBy(() -> connect(trusting().alsoVerify(no), certified()))
                    .hasMessageContaining("pinned another");
        }

        @Test
        void cannotAllowWhatIsNot() {
            assertRefused(client().alsoVerify(ANYBODY), certified(), TlsAlert.UNKNOWN_CA);
        }

        @Test
        void canDecideAlone() throws TransportException {
            List<PublicKey> seen = new ArrayList<>();

            connect(
                    client().verifyCertificates((peer, _) -> seen.add(peer.publicKey())),
                    certified());

            assertThat(seen).containsExactly(SERVER.certificate().getPublicKey());
        }

        @Test
        void isWantedWhereClientsAreAsked() {
            assertThatThrownBy(certified().clients(ClientAuthentication.OPTIONAL)::build)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("none is trusted");
        }
    }
}
