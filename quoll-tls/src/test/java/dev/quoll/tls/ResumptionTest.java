package dev.quoll.tls;

import static dev.quoll.tls.Alerts.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quoll.core.error.TlsAlert;
import dev.quoll.core.error.TransportException;
import dev.quoll.core.spi.CipherSuite;
import dev.quoll.core.spi.EarlyDataPolicy;
import dev.quoll.core.spi.EncryptionLevel;
import dev.quoll.core.spi.HandshakeData;
import dev.quoll.core.spi.PeerIdentity;
import dev.quoll.core.spi.TlsEvent;
import dev.quoll.core.spi.TlsSession;
import dev.quoll.core.version.QuicVersion;
import dev.quoll.tls.TestCertificates.Issued;
import dev.quoll.tls.TestCertificates.Kind;
import dev.quoll.tls.TestCertificates.Request;
import dev.quoll.tls.parameter.NamedGroup;
import dev.quoll.tls.resumption.LocalReplayGuard;
import dev.quoll.tls.resumption.MemorySessionStore;
import dev.quoll.tls.resumption.SessionStore;
import dev.quoll.tls.resumption.StoredSession;
import dev.quoll.tls.resumption.TicketKeys;
import dev.quoll.tls.trust.ClientAuthentication;
import dev.quoll.tls.trust.PeerVerifier;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Connections that go on where earlier ones ended.
class ResumptionTest {
    private static final byte[] CLIENT_PARAMETERS = {1, 2, 3};
    private static final byte[] SERVER_PARAMETERS = {4, 5};
    private final Instant begin = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    private static final Duration WINDOW = LocalReplayGuard.DEFAULT_WINDOW;

    private static final Issued AUTHORITY = TestCertificates.authority("Root", Kind.EC_P256);
    private static final Issued SERVER =
            TestCertificates.server(AUTHORITY, Kind.EC_P256, "server.test", "other.test");
    private static final Issued CLIENT =
            TestCertificates.server(AUTHORITY, Kind.EC_P256, "client.test");

    private Instant now = begin;
    private final SessionStore store = new MemorySessionStore();
    private final TlsClientConfig client = client().build();

    private TlsClientConfig.Builder client() {
        return TlsClientConfig.builder()
                .alpn("a", "b")
                .clock(() -> now)
                .sessions(store)
                .trustCertificates(List.of(AUTHORITY.certificate()));
    }

    private TlsServerConfig.Builder server() {
        return TlsServerConfig.builder()
                .alpn("a")
                .clock(() -> now)
                .acceptEarlyData(new LocalReplayGuard(WINDOW, 100, begin.minusSeconds(60)))
                .certificate(SERVER.key(), SERVER.chain());
    }

    private static Wire connect(TlsClientConfig client, TlsServerConfig server, String host)
            throws TransportException {
        return new Wire(
                        client.newSession(host, CLIENT_PARAMETERS),
                        server.newSession(SERVER_PARAMETERS, _ -> true),
                        1000)
                .run();
    }

    private static Wire connect(TlsClientConfig client, TlsServerConfig server)
            throws TransportException {
        return connect(client, server, "server.test");
    }

    private Wire connect(TlsServerConfig server) throws TransportException {
        return connect(client, server);
    }

    private static void assertResumed(Wire wire) {
        assertThat(clientData(wire).resumed()).isTrue();
        assertThat(serverData(wire).resumed()).isTrue();
    }

    private static void assertFull(Wire wire) {
        assertThat(clientData(wire).resumed()).isFalse();
        assertThat(serverData(wire).resumed()).isFalse();
    }

    private static void assertEarlyData(Wire wire, boolean accepted) {
        assertThat(clientData(wire).earlyDataAccepted()).isEqualTo(accepted);
        assertThat(serverData(wire).earlyDataAccepted()).isEqualTo(accepted);
        TlsEvent verdict =
                accepted ? new TlsEvent.EarlyDataAccepted() : new TlsEvent.EarlyDataRejected();
        assertThat(wire.client().events()).contains(verdict);
        assertThat(wire.server().events()).contains(verdict);
        assertThat(wire.server().readSecret(EncryptionLevel.ZERO_RTT).isPresent())
                .isEqualTo(accepted);
    }

    private static HandshakeData clientData(Wire wire) {
        return wire.client().finished().orElseThrow();
    }

    private static HandshakeData serverData(Wire wire) {
        return wire.server().finished().orElseThrow();
    }

    @Test
    void aSecondConnectionIsResumedAndKnowsTheServerWithoutACertificate()
            throws TransportException {
        TlsServerConfig server = server().build();

        Wire first = connect(server);
        Wire second = connect(server);

        assertFull(first);
        assertResumed(second);
        assertThat(clientData(second).peer()).isEqualTo(clientData(first).peer()).isPresent();
        assertThat(handshakeBytes(second)).isLessThan(100).isLessThan(handshakeBytes(first) / 5);
        assertThat(second.client().readSecret(EncryptionLevel.ONE_RTT).orElseThrow())
                .isEqualTo(second.server().writeSecret(EncryptionLevel.ONE_RTT).orElseThrow());
        assertThat(second.client().writeSecret(EncryptionLevel.ONE_RTT).orElseThrow())
                .isEqualTo(second.server().readSecret(EncryptionLevel.ONE_RTT).orElseThrow())
                .isNotEqualTo(first.server().readSecret(EncryptionLevel.ONE_RTT).orElseThrow());
    }

    private static int handshakeBytes(Wire wire) {
        return wire.server().events().stream()
                .filter(TlsEvent.HandshakeBytes.class::isInstance)
                .map(TlsEvent.HandshakeBytes.class::cast)
                .filter(event -> event.level() == EncryptionLevel.HANDSHAKE)
                .mapToInt(event -> event.bytes().length)
                .sum();
    }

    @ParameterizedTest
    @EnumSource
    void withEverySuite(CipherSuite suite) throws TransportException {
        TlsServerConfig server = server().cipherSuites(suite).build();
        connect(server);

        Wire second = connect(server);

        assertResumed(second);
        assertEarlyData(second, true);
    }

    @Test
    void resumedConnectionsCanBeResumedInTurn() throws TransportException {
        TlsServerConfig server = server().ticketCount(1).build();
        connect(server);

        for (int i = 0; i < 5; i++) {
            assertResumed(connect(server));
        }
    }

    @Test
    void eachTicketIsUsedOnce() throws TransportException {
        TlsServerConfig server = server().ticketCount(3).build();
        TlsServerConfig silent = server().ticketCount(0).build();
        connect(server);

        for (int i = 0; i < 3; i++) {
            assertThat(hasKeys(connect(silent))).isTrue();
        }
        assertThat(hasKeys(connect(silent))).isFalse();
    }

    private static boolean hasKeys(Wire wire) {
        return wire.client().writeSecret(EncryptionLevel.ZERO_RTT).isPresent();
    }

    @Test
    void aServerWithoutTicketsAndAClientWithoutAStoreDoNotResume() throws TransportException {
        TlsServerConfig silent = server().ticketCount(0).build();
        connect(silent);
        assertFull(connect(silent));

        TlsClientConfig forgetful =
                TlsClientConfig.builder()
                        .alpn("a")
                        .trustCertificates(List.of(AUTHORITY.certificate()))
                        .build();
        Wire wire = connect(forgetful, server().build());
        assertThat(wire.server().events().getLast()).isInstanceOf(TlsEvent.Finished.class);
    }

    @Nested
    class EarlyData {
        @Test
        void hasItsSecretBeforeAnythingComes() throws TransportException {
            TlsServerConfig server = server().build();
            connect(server);

            TlsSession session = client.newSession("server.test", CLIENT_PARAMETERS);

            assertThat(session.rememberedParameters()).contains(SERVER_PARAMETERS);
            assertThat(session.poll()).isInstanceOf(TlsEvent.HandshakeBytes.class);
            assertThat(session.poll())
                    .isInstanceOfSatisfying(
                            TlsEvent.WriteSecret.class,
                            event -> assertThat(event.level()).isEqualTo(EncryptionLevel.ZERO_RTT));
            assertThat(session.poll()).isNull();
        }

        @Test
        void isReadWithTheSecretItWasSentWith() throws TransportException {
            TlsServerConfig server = server().build();
            connect(server);

            Wire wire = connect(server);

            assertEarlyData(wire, true);
            assertThat(wire.server().readSecret(EncryptionLevel.ZERO_RTT).orElseThrow())
                    .isEqualTo(wire.client().writeSecret(EncryptionLevel.ZERO_RTT).orElseThrow());
        }

        @Test
        void isJudgedBeforeTheParametersForAClientAndBeforeTheSecretForAServer()
                throws TransportException {
            TlsServerConfig server = server().build();
            connect(server);

            Wire wire = connect(server);

            assertThat(names(wire.client().events()))
                    .containsExactly(
                            "HandshakeBytes INITIAL",
                            "WriteSecret ZERO_RTT",
                            "ReadSecret HANDSHAKE",
                            "WriteSecret HANDSHAKE",
                            "EarlyDataAccepted",
                            "PeerParameters",
                            "HandshakeBytes HANDSHAKE",
                            "ReadSecret ONE_RTT",
                            "WriteSecret ONE_RTT",
                            "Finished");
            assertThat(names(wire.server().events()))
                    .containsExactly(
                            "PeerParameters",
                            "EarlyDataAccepted",
                            "ReadSecret ZERO_RTT",
                            "HandshakeBytes INITIAL",
                            "WriteSecret HANDSHAKE",
                            "ReadSecret HANDSHAKE",
                            "HandshakeBytes HANDSHAKE",
                            "WriteSecret ONE_RTT",
                            "ReadSecret ONE_RTT",
                            "Finished",
                            "HandshakeBytes ONE_RTT");
        }

        private static List<String> names(List<TlsEvent> events) {
            return events.stream()
                    .map(
                            event ->
                                    switch (event) {
                                        case TlsEvent.HandshakeBytes some ->
                                                "HandshakeBytes " + some.level();
                                        case TlsEvent.ReadSecret some ->
                                                "ReadSecret " + some.level();
                                        case TlsEvent.WriteSecret some ->
                                                "WriteSecret " + some.level();
                                        default -> event.getClass().getSimpleName();
                                    })
                    .toList();
        }

        @Test
        void isNotOfferedIfTheClientDoesNotWant() throws TransportException {
            TlsServerConfig server = server().build();
            TlsClientConfig late = client().withoutEarlyData().build();
            connect(late, server);

            assertThat(hasKeys(connect(late, server))).isFalse();
        }

        @Test
        void isNotOfferedIfTheServerDoesNotTakeIt() throws TransportException {
            TlsServerConfig server =
                    TlsServerConfig.builder()
                            .alpn("a")
                            .certificate(SERVER.key(), SERVER.chain())
                            .build();
            connect(server);

            Wire wire = connect(server);

            assertResumed(wire);
            assertThat(hasKeys(wire)).isFalse();
        }

        @Test
        void isNotOfferedIfTheTransportTakesNone() throws TransportException {
            TlsServerConfig server = server().build();
            for (int i = 0; i < 2; i++) {
                Wire wire =
                        new Wire(
                                        client.newSession("server.test", CLIENT_PARAMETERS),
                                        server.newSession(SERVER_PARAMETERS),
                                        1000)
                                .run();
                assertThat(hasKeys(wire)).isFalse();
            }
        }

        @Test
        void isRejectedIfTheTransportCannotStandByItsPromises() throws TransportException {
            TlsServerConfig server = server().build();
            connect(server);
            EarlyDataPolicy policy =
                    remembered -> {
                        assertThat(remembered).isEqualTo(SERVER_PARAMETERS);
                        return false;
                    };

            Wire wire =
                    new Wire(
                                    client.newSession("server.test", CLIENT_PARAMETERS),
                                    server.newSession(new byte[] {6}, policy),
                                    1000)
                            .run();

            assertResumed(wire);
            assertEarlyData(wire, false);
            assertThat(wire.client().peerParameters()).contains(new byte[] {6});
        }

        @Test
        void isRejectedForAnotherProtocol() throws TransportException {
            TicketKeys keys = TicketKeys.of(new byte[32]);
            connect(server().ticketKeys(keys).build());

            Wire wire = connect(server().ticketKeys(keys).alpn("b").build());

            assertResumed(wire);
            assertEarlyData(wire, false);
        }

        @Test
        void isRejectedForAnotherSuiteWithTheSameHash() throws TransportException {
            TicketKeys keys = TicketKeys.of(new byte[32]);
            connect(server().ticketKeys(keys).build());

            Wire wire =
                    connect(
                            server().ticketKeys(keys)
                                    .cipherSuites(CipherSuite.TLS_CHACHA20_POLY1305_SHA256)
                                    .build());

            assertResumed(wire);
            assertEarlyData(wire, false);
        }

        @Test
        void isRejectedTogetherWithTheSessionForASuiteWithAnotherHash() throws TransportException {
            TicketKeys keys = TicketKeys.of(new byte[32]);
            connect(server().ticketKeys(keys).build());

            Wire wire =
                    connect(
                            server().ticketKeys(keys)
                                    .cipherSuites(CipherSuite.TLS_AES_256_GCM_SHA384)
                                    .build());

            assertFull(wire);
            assertEarlyData(wire, false);
        }

        @Test
        void isRejectedAfterASecondRound() throws TransportException {
            TicketKeys keys = TicketKeys.of(new byte[32]);
            connect(server().ticketKeys(keys).build());

            Wire wire = connect(server().ticketKeys(keys).groups(NamedGroup.SECP256R1).build());

            assertResumed(wire);
            assertEarlyData(wire, false);
            assertThat(clientData(wire).keyExchangeGroup()).isEqualTo("secp256r1");
        }

        @ParameterizedTest
        @ValueSource(longs = {0, 9_999, 10_000, 10_001, 60_000})
        void isRejectedIfItIsNotFresh(long delayMillis) throws TransportException {
            TlsServerConfig server = server().build();
            connect(server);
            now = now.plusSeconds(100);
            TlsSession session = client.newSession("server.test", CLIENT_PARAMETERS);
            now = now.plusMillis(delayMillis);

            Wire wire =
                    new Wire(session, server.newSession(SERVER_PARAMETERS, _ -> true), 1000).run();

            assertResumed(wire);
            assertEarlyData(wire, delayMillis <= 10_000);
        }

        @Test
        void isAcceptedOnceAndItsCopyRejected() throws TransportException {
            TlsServerConfig server = server().build();
            connect(server);
            TlsSession session = client.newSession("server.test", CLIENT_PARAMETERS);
            byte[] hello = ((TlsEvent.HandshakeBytes) session.poll()).bytes();

            assertThat(answers(server, hello)).contains(new TlsEvent.EarlyDataAccepted());
            assertThat(answers(server, hello)).contains(new TlsEvent.EarlyDataRejected());
            now = now.plus(WINDOW);
            assertThat(answers(server, hello)).contains(new TlsEvent.EarlyDataRejected());
            now = now.plus(WINDOW.multipliedBy(10));
            assertThat(answers(server, hello)).contains(new TlsEvent.EarlyDataRejected());
        }

        private static List<TlsEvent> answers(TlsServerConfig server, byte[] hello)
                throws TransportException {
            Wire.End end = new Wire.End(server.newSession(SERVER_PARAMETERS, _ -> true));
            end.give(EncryptionLevel.INITIAL, hello);
            return end.events();
        }
    }

    @Nested
    class ATicket {
        @Test
        void opensOnEveryMachineWithItsKey() throws TransportException {
            byte[] key = new byte[32];
            connect(server().ticketKeys(TicketKeys.of(key)).build());

            assertResumed(connect(server().ticketKeys(TicketKeys.of(key)).build()));
        }

        @Test
        void opensAfterTheKeyWasRotated() throws TransportException {
            TicketKeys keys = TicketKeys.of(new byte[32]);
            TlsServerConfig server = server().ticketKeys(keys).build();
            connect(server);
            keys.rotate(FixedRandom.seeded(1).generateSeed(32));

            assertResumed(connect(server));
        }

        @Test
        void ofAnotherKeyIsIgnored() throws TransportException {
            connect(server().build());

            Wire wire = connect(server().build());

            assertFull(wire);
            assertEarlyData(wire, false);
        }

        @Test
        void expiresOnBothSides() throws TransportException {
            TlsServerConfig server = server().ticketLifetime(Duration.ofHours(1)).build();
            connect(server);
            TlsSession last = client.newSession("server.test", CLIENT_PARAMETERS);
            now = now.plus(Duration.ofHours(1));

            Wire late = new Wire(last, server.newSession(SERVER_PARAMETERS, _ -> true), 1000).run();
            assertFull(late);
            now = now.plus(Duration.ofHours(1));
            assertThat(hasKeys(connect(server))).isFalse();
        }

        @Test
        void isNotGoodForLongerThanTheCertificate() throws TransportException {
            Issued brief =
                    new Request("server.test", Kind.EC_P256)
                            .dnsName("server.test")
                            .notBefore(begin.minus(Duration.ofHours(23)))
                            .issuedBy(AUTHORITY);
            TlsServerConfig server =
                    TlsServerConfig.builder()
                            .alpn("a")
                            .clock(() -> now)
                            .certificate(brief.key(), brief.chain())
                            .build();
            connect(server);

            assertThat(store.take("server.test", List.of("a"), now.plusSeconds(3500))).isPresent();
            assertThat(store.take("server.test", List.of("a"), now.plusSeconds(3601))).isEmpty();
        }

        @Test
        void isGoodForTheNameItWasGivenOutFor() throws TransportException {
            TlsServerConfig server = server().build();
            SessionStore careless = new AnyServer(store);
            TlsClientConfig confused = client().sessions(careless).build();
            connect(confused, server);

            Wire wire = connect(confused, server, "other.test");

            assertFull(wire);
            assertEarlyData(wire, false);
        }

        @Test
        void isGoodForThePortItWasGivenOutAt() throws TransportException {
            TlsServerConfig server = server().build();
            assertFull(connectAt(1, server));

            assertFull(connectAt(2, server));
            assertResumed(connectAt(1, server));
            assertResumed(connectAt(2, server));
        }

        private Wire connectAt(int port, TlsServerConfig server) throws TransportException {
            return new Wire(
                            client.newSession("server.test", port, CLIENT_PARAMETERS),
                            server.newSession(SERVER_PARAMETERS, _ -> true),
                            1000)
                    .run();
        }

        @Test
        void isGoodForTheVersionThatWasAgreedOn() throws TransportException { // RFC 9369 §5
            TlsServerConfig server = server().build();
            assertFull(connectIn(QuicVersion.V1, QuicVersion.V2, server));

            assertFull(connectIn(QuicVersion.V1, QuicVersion.V1, server));
            assertResumed(connectIn(QuicVersion.V1, QuicVersion.V1, server));
            assertResumed(connectIn(QuicVersion.V2, QuicVersion.V2, server));
        }

        private Wire connectIn(QuicVersion begun, QuicVersion agreed, TlsServerConfig server)
                throws TransportException {
            TlsSession session = client.newSession("server.test", 1, begun, CLIENT_PARAMETERS);
            session.onVersion(agreed);
            TlsSession other = server.newSession(SERVER_PARAMETERS, _ -> true);
            other.onVersion(agreed);
            return new Wire(session, other, 1000).run();
        }

        @Test
        void isNotResumedIfTheTransportSaysThatItIsOfAnotherVersion() throws TransportException {
            TlsServerConfig server = server().build();
            connect(server);
            EarlyDataPolicy policy =
                    new EarlyDataPolicy() {
                        @Override
                        public boolean resumes(byte[] remembered) {
                            assertThat(remembered).isEqualTo(SERVER_PARAMETERS);
                            return false;
                        }

                        @Override
                        public boolean accepts(byte[] remembered) {
                            return true;
                        }
                    };

            Wire wire =
                    new Wire(
                                    client.newSession("server.test", CLIENT_PARAMETERS),
                                    server.newSession(SERVER_PARAMETERS, policy),
                                    1000)
                            .run();

            assertFull(wire);
            assertEarlyData(wire, false);
        }

        @Test
        void isNotMadeForAClientWithTooLongAChain() throws TransportException {
            Issued big = TestCertificates.authority("x".repeat(3000), Kind.EC_P256);
            Issued leaf = TestCertificates.server(big, Kind.EC_P256, "client.test");
            TlsServerConfig server =
                    server().clients(ClientAuthentication.REQUIRED)
                            .trustClientCertificates(List.of(big.certificate()))
                            .build();
            TlsClientConfig known = client().certificate(leaf.key(), chain(leaf, big)).build();

            Wire wire = connect(known, server);

            assertThat(serverData(wire).peer()).isPresent();
            assertThat(wire.server().events().getLast()).isInstanceOf(TlsEvent.Finished.class);
        }

        private static List<X509Certificate> chain(Issued leaf, Issued root) {
            return List.of(leaf.certificate(), root.certificate());
        }
    }

    /// A store that gives each server the sessions of any other.
    private record AnyServer(SessionStore store) implements SessionStore {
        @Override
        public void put(String server, StoredSession session) {
            store.put("any", session);
        }

        @Override
        public Optional<StoredSession> take(String server, List<String> protocols, Instant now) {
            return store.take("any", protocols, now);
        }
    }

    @Nested
    class AStore {
        @Test
        void thatFailsCostsASessionAndNoConnection() throws TransportException {
            SessionStore broken =
                    new SessionStore() {
                        @Override
                        public void put(String server, StoredSession session) {
                            throw new UncheckedIOException(new NoSuchFileException("gone"));
                        }

                        @Override
                        public Optional<StoredSession> take(
                                String server, List<String> protocols, Instant now) {
                            throw new UncheckedIOException(new NoSuchFileException("gone"));
                        }
                    };

            assertFull(connect(client().sessions(broken).build(), server().build()));
        }

        @ParameterizedTest
        @ValueSource(ints = {0, 1, 50})
        void thatLostSomethingCostsASession(int kept) throws TransportException {
            TlsServerConfig server = server().build();
            connect(server);
            StoredSession whole = store.take("server.test", List.of("a"), now).orElseThrow();
            store.put(
                    "server.test",
                    new StoredSession("a", whole.expiry(), Arrays.copyOf(whole.content(), kept)));

            assertFull(connect(server));
        }

        @Test
        void doesNotMakeAConfigurationBelieveWhatAnotherOneBelieved() throws TransportException {
            Issued forged =
                    new Request("server.test", Kind.EC_P256).dnsName("server.test").selfSigned();
            TlsServerConfig stranger =
                    TlsServerConfig.builder()
                            .alpn("a")
                            .certificate(forged.key(), forged.chain())
                            .build();
            TlsClientConfig credulous =
                    TlsClientConfig.builder()
                            .alpn("a")
                            .sessions(store)
                            .insecureTrustAnyServer()
                            .build();
            connect(credulous, stranger);

            assertThatThrownBy(() -> connect(stranger)).satisfies(alert(TlsAlert.UNKNOWN_CA));
        }

        @Test
        void servesAnotherConfigurationThatBelievesTheSame() throws TransportException {
            TlsServerConfig server = server().build();
            connect(server);

            assertResumed(connect(client().build(), server));
        }

        @Test
        void doesNotMakeAClientSomebodyElse() throws TransportException {
            TlsServerConfig server = serverThatAsks(ClientAuthentication.OPTIONAL).build();
            connect(client().certificate(CLIENT.key(), CLIENT.chain()).build(), server);

            Wire wire = connect(server);

            assertFull(wire);
            assertThat(serverData(wire).peer()).isEmpty();
        }

        @Test
        void servesTheSameClientInAnotherConfiguration() throws TransportException {
            TlsServerConfig server = serverThatAsks(ClientAuthentication.REQUIRED).build();
            connect(client().certificate(CLIENT.key(), CLIENT.chain()).build(), server);

            Wire wire = connect(client().certificate(CLIENT.key(), CLIENT.chain()).build(), server);

            assertResumed(wire);
            assertThat(serverData(wire).peer())
                    .contains(new PeerIdentity.CertificateChain(CLIENT.chain()));
        }
    }

    private TlsServerConfig.Builder serverThatAsks(ClientAuthentication authentication) {
        return server().clients(authentication)
                .trustClientCertificates(List.of(AUTHORITY.certificate()));
    }

    @Nested
    class AClientThatIsKnown {
        private final TlsClientConfig known =
                client().certificate(CLIENT.key(), CLIENT.chain()).build();

        @Test
        void isKnownAgainWithoutACertificate() throws TransportException {
            TlsServerConfig server = serverThatAsks(ClientAuthentication.REQUIRED).build();
            connect(known, server);

            for (int i = 0; i < 3; i++) {
                Wire wire = connect(known, server);
                assertResumed(wire);
                assertThat(serverData(wire).peer())
                        .contains(new PeerIdentity.CertificateChain(CLIENT.chain()));
            }
        }

        @Test
        void isRefusedWhenItIsNoLongerTrusted() throws TransportException {
            TicketKeys keys = TicketKeys.of(new byte[32]);
            connect(known, serverThatAsks(ClientAuthentication.REQUIRED).ticketKeys(keys).build());
            PeerVerifier strict =
                    (_, _) -> {
                        throw new CertificateException("no longer");
                    };
            TlsServerConfig server =
                    serverThatAsks(ClientAuthentication.REQUIRED)
                            .ticketKeys(keys)
                            .alsoVerifyClients(strict)
                            .build();

            assertThatThrownBy(() -> connect(known, server)).hasMessageContaining("no longer");
        }

        @Test
        void hasToShowItselfWhereItsSessionDoesNotSayWhoItIs() throws TransportException {
            TicketKeys keys = TicketKeys.of(new byte[32]);
            connect(known, server().ticketKeys(keys).build());

            Wire wire =
                    connect(
                            known,
                            serverThatAsks(ClientAuthentication.REQUIRED).ticketKeys(keys).build());

            assertFull(wire);
            assertThat(serverData(wire).peer()).isPresent();
        }

        @Test
        void isNotKnownToAServerThatDoesNotAsk() throws TransportException {
            TicketKeys keys = TicketKeys.of(new byte[32]);
            connect(known, serverThatAsks(ClientAuthentication.REQUIRED).ticketKeys(keys).build());

            assertFull(connect(known, server().ticketKeys(keys).build()));
        }
    }

    @Test
    void rawPublicKeysAreKnownAgain() throws NoSuchAlgorithmException, TransportException {
        KeyPair serverKeys = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        KeyPair clientKeys = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        TlsServerConfig server =
                TlsServerConfig.builder()
                        .alpn("a")
                        .rawKey(serverKeys)
                        .clients(ClientAuthentication.REQUIRED)
                        .trustClientKeys(List.of(clientKeys.getPublic()))
                        .build();
        TlsClientConfig known =
                TlsClientConfig.builder()
                        .alpn("a")
                        .sessions(store)
                        .rawKey(clientKeys)
                        .trustKeys(List.of(serverKeys.getPublic()))
                        .build();
        connect(known, server);

        Wire wire = connect(known, server);

        assertResumed(wire);
        assertThat(clientData(wire).peer())
                .contains(new PeerIdentity.RawPublicKey(serverKeys.getPublic()));
        assertThat(serverData(wire).peer())
                .contains(new PeerIdentity.RawPublicKey(clientKeys.getPublic()));
    }
}
