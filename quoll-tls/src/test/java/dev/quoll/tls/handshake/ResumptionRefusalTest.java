package dev.quoll.tls.handshake;

import static dev.quoll.tls.Alerts.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quoll.core.error.TlsAlert;
import dev.quoll.core.error.TransportException;
import dev.quoll.core.spi.CipherSuite;
import dev.quoll.core.spi.EncryptionLevel;
import dev.quoll.core.spi.PeerIdentity;
import dev.quoll.core.spi.TlsEvent;
import dev.quoll.core.spi.TlsSession;
import dev.quoll.core.version.QuicVersion;
import dev.quoll.tls.FixedRandom;
import dev.quoll.tls.certificate.EncodedIdentity;
import dev.quoll.tls.extension.EarlyDataIndication;
import dev.quoll.tls.extension.Extension;
import dev.quoll.tls.extension.ExtensionType;
import dev.quoll.tls.extension.Extensions;
import dev.quoll.tls.extension.PreSharedKeyOffer;
import dev.quoll.tls.extension.PreSharedKeyOffer.Identity;
import dev.quoll.tls.extension.ProtocolNameList;
import dev.quoll.tls.extension.PskKeyExchangeModes;
import dev.quoll.tls.extension.SignatureSchemeList;
import dev.quoll.tls.message.CertificateRequest;
import dev.quoll.tls.message.ClientHello;
import dev.quoll.tls.message.EncryptedExtensions;
import dev.quoll.tls.message.NewSessionTicket;
import dev.quoll.tls.message.ServerHello;
import dev.quoll.tls.resumption.LocalReplayGuard;
import dev.quoll.tls.resumption.MemorySessionStore;
import dev.quoll.tls.resumption.SessionStore;
import dev.quoll.tls.resumption.StoredSession;
import dev.quoll.tls.resumption.TicketKeys;
import dev.quoll.tls.schedule.Opening;
import dev.quoll.tls.ticket.ClientSession;
import dev.quoll.tls.ticket.EarlyDataUse;
import dev.quoll.tls.ticket.ServerTicket;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// What the two sides refuse of each other when a session is resumed, and with which alert.
class ResumptionRefusalTest {
    private static final Instant NOW = Instant.parse("2030-01-01T00:00:00Z");
    private static final byte[] PSK = new byte[32];
    private static final byte[] MARK = new byte[ClientResumption.MARK_LENGTH];
    private static final byte[] EMPTY = {};
    private static final long AGE_ADD = 0xfffffff0L;

    private static ClientResumption resumption(SessionStore store) {
        return new ClientResumption(store, EarlyDataUse.UNLIMITED, MARK, () -> NOW);
    }

    private static ClientSession session(byte[] ticket, CipherSuite suite) {
        return new ClientSession(
                suite,
                new byte[suite.hashLength()],
                ticket,
                NOW,
                NOW.plusSeconds(60),
                AGE_ADD,
                EarlyDataUse.UNLIMITED,
                "second",
                Peers.SERVER_PARAMETERS,
                MARK,
                EncodedIdentity.of(new PeerIdentity.CertificateChain(Peers.EC.chain())),
                EMPTY);
    }

    private static ClientSettings client(ClientSession session) {
        SessionStore store = new MemorySessionStore();
        store.put("server.test", new StoredSession("second", session.expiry(), session.encode()));
        return Peers.client(resumption(store));
    }

    @Nested
    class ByAClient {
        private final ScriptedServer server = new ScriptedServer();
        private TlsSession client =
                begin(client(session(new byte[] {1}, CipherSuite.TLS_AES_128_GCM_SHA256)));

        @BeforeEach
        void resumes() {
            server.psk = Optional.of(PSK);
            select(0);
            early(true, "second");
        }

        private static TlsSession begin(ClientSettings settings) {
            return Session.client(settings, Peers.HOST, Peers.CLIENT_PARAMETERS);
        }

        private void select(int index) {
            server.serverHello =
                    old -> {
                        List<Extension> list = new ArrayList<>(old.extensions().entries());
                        list.add(PreSharedKeyOffer.encodeSelected(index));
                        return with(old, old.cipherSuite(), list);
                    };
        }

        private static ServerHello with(ServerHello old, int suite, List<Extension> list) {
            return new ServerHello(
                    old.legacyVersion(), old.random(), EMPTY, suite, 0, new Extensions(list));
        }

        private void early(boolean accepted, String alpn) {
            server.encryptedExtensions =
                    old -> {
                        List<Extension> list = new ArrayList<>(old.extensions().entries());
                        list.set(0, new ProtocolNameList(List.of(alpn)).encode());
                        if (accepted) {
                            list.add(EarlyDataIndication.encode());
                        }
                        return new EncryptedExtensions(new Extensions(list));
                    };
        }

        private void assertRefused(TlsAlert alert) {
            assertThatThrownBy(() -> server.meet(client)).satisfies(alert(alert));
        }

        @Test
        void anHonestServerIsNot() {
            assertThatCode(() -> server.meet(client)).doesNotThrowAnyException();
            assertThat(Bytes.last(client)).isInstanceOf(TlsEvent.Finished.class);
        }

        @ParameterizedTest
        @ValueSource(ints = {1, 2, 65535})
        void anIdentityOutOfRange(int index) {
            select(index);

            assertRefused(TlsAlert.ILLEGAL_PARAMETER);
        }

        @Test
        void anIdentityWhereNoneWasOffered() {
            client = begin(Peers.client());

            assertRefused(TlsAlert.UNSUPPORTED_EXTENSION);
        }

        @Test
        void aSuiteWithAnotherHashThanTheSession() {
            UnaryOperator<ServerHello> selecting = server.serverHello;
            server.serverHello =
                    old -> {
                        ServerHello hello = selecting.apply(old);
                        return with(hello, 0x1302, hello.extensions().entries());
                    };

            assertRefused(TlsAlert.ILLEGAL_PARAMETER);
        }

        @Test
        void anotherKeyThanTheSessions() {
            byte[] other = PSK.clone();
            other[0] = 1;
            server.psk = Optional.of(other);

            assertRefused(TlsAlert.DECRYPT_ERROR);
        }

        @Test
        void earlyDataAcceptedWithoutTheSession() {
            server.psk = Optional.empty();
            server.serverHello = UnaryOperator.identity();

            assertRefused(TlsAlert.ILLEGAL_PARAMETER);
        }

        @Test
        void earlyDataAcceptedWithAnotherProtocol() {
            early(true, "first");

            assertRefused(TlsAlert.ILLEGAL_PARAMETER);
        }

        @Test
        void earlyDataAcceptedWithAnotherSuite() {
            ClientSettings base =
                    client(session(new byte[] {1}, CipherSuite.TLS_CHACHA20_POLY1305_SHA256));
            client =
                    begin(
                            new ClientSettings(
                                    base.alpn(),
                                    List.of(CipherSuite.values()),
                                    base.groups(),
                                    base.keyShares(),
                                    base.trust(),
                                    base.credentials(),
                                    base.grease(),
                                    base.resumption(),
                                    base.random(),
                                    base.keys(),
                                    base.keyLog()));

            assertRefused(TlsAlert.ILLEGAL_PARAMETER);
        }

        @Test
        void earlyDataAcceptedThatWasNotOffered() {
            client = begin(Peers.client());
            server.psk = Optional.empty();
            server.serverHello = UnaryOperator.identity();

            assertRefused(TlsAlert.UNSUPPORTED_EXTENSION);
        }

        @Test
        void anIndicationThatIsNotEmpty() {
            server.encryptedExtensions =
                    old -> {
                        List<Extension> list = new ArrayList<>(old.extensions().entries());
                        list.add(Extension.of(ExtensionType.EARLY_DATA, new byte[4]));
                        return new EncryptedExtensions(new Extensions(list));
                    };

            assertRefused(TlsAlert.DECODE_ERROR);
        }

        @Test
        void aCertificateRequest() {
            server.flight =
                    honest ->
                            List.of(
                                    honest.getFirst(),
                                    new CertificateRequest(
                                            EMPTY,
                                            Extensions.of(
                                                    new SignatureSchemeList(List.of(0x0403))
                                                            .encode())));

            assertRefused(TlsAlert.UNEXPECTED_MESSAGE);
        }

        @Test
        void aCertificate() {
            server.flight =
                    honest ->
                            List.of(
                                    honest.getFirst(),
                                    ScriptedClient.message(
                                            EncodedIdentity.of(
                                                    new PeerIdentity.CertificateChain(
                                                            Peers.EC.chain()))));

            assertRefused(TlsAlert.UNEXPECTED_MESSAGE);
        }

        @Test
        void neitherAFullHandshakeInstead() {
            server.psk = Optional.empty();
            server.serverHello = UnaryOperator.identity();
            early(false, "first");

            assertThatCode(() -> server.meet(client)).doesNotThrowAnyException();
            assertThat(Bytes.last(client))
                    .isInstanceOfSatisfying(
                            TlsEvent.Finished.class,
                            event -> assertThat(event.data().resumed()).isFalse());
        }
    }

    @Nested
    class ByAServer {
        private final SecureRandom random = FixedRandom.seeded(9);
        private final TicketKeys keys = TicketKeys.of(new byte[32]);
        private final TicketPolicy policy =
                new TicketPolicy(
                        keys,
                        Duration.ofHours(1),
                        1,
                        Optional.of(
                                new LocalReplayGuard(
                                        Duration.ofSeconds(10), 10, NOW.minusSeconds(60))),
                        () -> NOW);
        private final ClientSession session = session(ticket(), CipherSuite.TLS_AES_128_GCM_SHA256);
        private final ClientSettings settings = client(session);
        private final OfferedSession offered =
                OfferedSession.take(settings, Peers.HOST, QuicVersion.V1).orElseThrow();
        private final ClientHello honest =
                ClientOffer.make(
                                settings, Peers.HOST, Peers.CLIENT_PARAMETERS, Optional.of(offered))
                        .hello();

        private byte[] ticket() {
            ServerTicket content =
                    new ServerTicket(
                            CipherSuite.TLS_AES_128_GCM_SHA256,
                            PSK,
                            NOW,
                            Duration.ofHours(1),
                            AGE_ADD,
                            EarlyDataUse.UNLIMITED,
                            "second",
                            Optional.of("server.test"),
                            Peers.SERVER_PARAMETERS,
                            Optional.empty());
            return keys.seal(content.encode(), random, NOW);
        }

        private List<TlsEvent> answers(ClientHello hello) throws TransportException {
            TlsSession server =
                    Session.server(Peers.server(policy), Peers.SERVER_PARAMETERS, _ -> true);
            Bytes.give(server, EncryptionLevel.INITIAL, hello.encode());
            List<TlsEvent> events = new ArrayList<>();
            for (TlsEvent event = server.poll(); event != null; event = server.poll()) {
                events.add(event);
            }
            return events;
        }

        private void assertRefused(ClientHello hello, TlsAlert alert) {
            assertThatThrownBy(() -> answers(hello)).satisfies(alert(alert));
        }

        private static boolean isResumed(List<TlsEvent> events) throws TransportException {
            for (TlsEvent event : events) {
                if (event instanceof TlsEvent.HandshakeBytes(EncryptionLevel level, byte[] bytes)
                        && level == EncryptionLevel.INITIAL) {
                    return ServerHello.decode(Bytes.message(bytes))
                            .extensions()
                            .find(ExtensionType.PRE_SHARED_KEY)
                            .isPresent();
                }
            }
            throw new AssertionError("no ServerHello");
        }

        private ClientHello with(UnaryOperator<List<Extension>> change) {
            return honest.with(
                    new Extensions(change.apply(new ArrayList<>(honest.extensions().entries()))));
        }

        private ClientHello without(ExtensionType type) {
            return with(list -> list.stream().filter(e -> e.type() != type.code()).toList());
        }

        private ClientHello offering(List<Identity> identities, List<byte[]> binders) {
            return with(
                    list -> {
                        list.set(
                                list.size() - 1,
                                new PreSharedKeyOffer(identities, binders).encode());
                        return list;
                    });
        }

        private Identity identity() {
            return new Identity(session.ticket(), AGE_ADD);
        }

        private static Identity unknown(int number) {
            return new Identity(new byte[] {(byte) number}, 0);
        }

        /// The hello with a binder that is right for what stands before it.
        private ClientHello bound(List<Identity> identities, int ours) {
            List<byte[]> binders = new ArrayList<>();
            identities.forEach(_ -> binders.add(new byte[32]));
            ClientHello unbound = offering(identities, binders);
            int length = new PreSharedKeyOffer(identities, binders).bindersLength();
            binders.set(
                    ours,
                    offered.schedule()
                            .binder(
                                    Opening.first(unbound.encode())
                                            .hashBeforeBinders(session.suite(), length)));
            return offering(identities, binders);
        }

        @Test
        void anHonestClientIsNot() throws TransportException {
            List<TlsEvent> events = answers(honest);

            assertThat(isResumed(events)).isTrue();
            assertThat(events).contains(new TlsEvent.EarlyDataAccepted());
        }

        @Test
        void aBinderThatIsWrong() throws TransportException {
            byte[] binder =
                    PreSharedKeyOffer.decode(
                                    honest.extensions().require(ExtensionType.PRE_SHARED_KEY))
                            .binders()
                            .getFirst()
                            .clone();
            binder[31] ^= 1;

            assertRefused(offering(List.of(identity()), List.of(binder)), TlsAlert.DECRYPT_ERROR);
        }

        @Test
        void aBinderOverAnotherHello() {
            ClientHello other =
                    new ClientHello(
                            honest.legacyVersion(),
                            new byte[ClientHello.RANDOM_LENGTH],
                            EMPTY,
                            honest.cipherSuites(),
                            honest.legacyCompressionMethods(),
                            honest.extensions());

            assertRefused(other, TlsAlert.DECRYPT_ERROR);
        }

        @Test
        void aBinderOfAnotherLength() {
            assertRefused(
                    offering(List.of(identity()), List.of(new byte[48])), TlsAlert.DECRYPT_ERROR);
        }

        @Test
        void aBinderTooFewOrTooMany() {
            List<Identity> two = List.of(identity(), unknown(1));

            assertRefused(offering(two, List.of(new byte[32])), TlsAlert.ILLEGAL_PARAMETER);
            assertRefused(
                    offering(List.of(identity()), List.of(new byte[32], new byte[32])),
                    TlsAlert.ILLEGAL_PARAMETER);
        }

        @Test
        void aFormThatIsWrong() {
            assertRefused(
                    offering(List.of(identity()), List.of(new byte[31])), TlsAlert.DECODE_ERROR);
            assertRefused(
                    offering(List.of(new Identity(EMPTY, 0)), List.of(new byte[32])),
                    TlsAlert.DECODE_ERROR);
            assertRefused(offering(List.of(), List.of()), TlsAlert.DECODE_ERROR);
        }

        @Test
        void keysThatAreNotTheLastExtension() {
            assertRefused(
                    with(
                            list -> {
                                list.add(new Extension(0x0a0a, EMPTY));
                                return list;
                            }),
                    TlsAlert.ILLEGAL_PARAMETER);
        }

        @Test
        void keysWithoutModes() {
            assertRefused(
                    without(ExtensionType.PSK_KEY_EXCHANGE_MODES), TlsAlert.MISSING_EXTENSION);
        }

        @Test
        void emptyModes() {
            assertRefused(
                    with(
                            list -> {
                                list.set(
                                        indexOf(list, ExtensionType.PSK_KEY_EXCHANGE_MODES),
                                        Extension.of(
                                                ExtensionType.PSK_KEY_EXCHANGE_MODES, new byte[1]));
                                return list;
                            }),
                    TlsAlert.DECODE_ERROR);
        }

        private static int indexOf(List<Extension> list, ExtensionType type) {
            return list.stream().map(Extension::type).toList().indexOf(type.code());
        }

        @Test
        void earlyDataWithoutKeys() {
            assertRefused(without(ExtensionType.PRE_SHARED_KEY), TlsAlert.ILLEGAL_PARAMETER);
        }

        @Test
        void anIndicationThatIsNotEmpty() {
            assertRefused(
                    with(
                            list -> {
                                list.set(
                                        indexOf(list, ExtensionType.EARLY_DATA),
                                        Extension.of(ExtensionType.EARLY_DATA, new byte[1]));
                                return list;
                            }),
                    TlsAlert.DECODE_ERROR);
        }

        @Test
        void neitherAModeThatIsNotOurs() throws TransportException {
            ClientHello pskOnly =
                    with(
                            list -> {
                                list.set(
                                        indexOf(list, ExtensionType.PSK_KEY_EXCHANGE_MODES),
                                        new PskKeyExchangeModes(List.of(0)).encode());
                                return list;
                            });

            List<TlsEvent> events = answers(pskOnly);

            assertThat(isResumed(events)).isFalse();
            assertThat(events).contains(new TlsEvent.EarlyDataRejected());
        }

        @Test
        void neitherATicketThatIsNotOurs() throws TransportException {
            byte[] changed = session.ticket().clone();
            changed[changed.length - 1] ^= 1;

            for (byte[] ticket : List.of(changed, new byte[] {1}, new byte[300])) {
                ClientHello hello =
                        offering(List.of(new Identity(ticket, 0)), List.of(new byte[32]));
                assertThat(isResumed(answers(hello))).isFalse();
            }
        }

        @Test
        void neitherATicketOfAnotherVersionOfOurs() throws TransportException {
            for (byte[] content : List.of(EMPTY, new byte[] {2}, new byte[] {1, 0x13, 1, 0})) {
                byte[] ticket = keys.seal(content, random, NOW);
                ClientHello hello =
                        offering(List.of(new Identity(ticket, 0)), List.of(new byte[32]));
                assertThat(isResumed(answers(hello))).isFalse();
            }
        }

        @Test
        void neitherASecondKeyButForItsEarlyData() throws TransportException {
            List<TlsEvent> events = answers(bound(List.of(unknown(1), identity()), 1));

            assertThat(isResumed(events)).isTrue();
            assertThat(events).contains(new TlsEvent.EarlyDataRejected());
        }

        @Test
        void keysBeyondTheLimitAreNotLookedAt() throws TransportException {
            List<Identity> identities = new ArrayList<>();
            for (int i = 0; i < Resumption.MAX_KEYS - 1; i++) {
                identities.add(unknown(i + 1));
            }
            identities.add(identity());
            assertThat(isResumed(answers(bound(identities, Resumption.MAX_KEYS - 1)))).isTrue();

            identities.addFirst(unknown(0));
            assertThat(isResumed(answers(bound(identities, Resumption.MAX_KEYS)))).isFalse();
        }
    }

    @Nested
    class OfTickets {
        private final List<StoredSession> stored = new ArrayList<>();
        private final ScriptedServer server = new ScriptedServer();
        private final TlsSession client =
                Session.client(
                        Peers.client(resumption(new Recorder(stored))),
                        Peers.HOST,
                        Peers.CLIENT_PARAMETERS);

        private record Recorder(List<StoredSession> stored) implements SessionStore {
            @Override
            public void put(String server, StoredSession session) {
                stored.add(session);
            }

            @Override
            public Optional<StoredSession> take(
                    String server, List<String> protocols, Instant now) {
                return Optional.empty();
            }
        }

        private void give(long lifetimeSeconds) throws TransportException {
            Bytes.give(
                    client,
                    EncryptionLevel.ONE_RTT,
                    new NewSessionTicket(lifetimeSeconds, 1, EMPTY, new byte[] {1}, Extensions.NONE)
                            .encode());
        }

        @BeforeEach
        void connect() throws TransportException {
            server.meet(client);
        }

        @Test
        void oneForNoTimeIsDropped() throws TransportException {
            give(0);

            assertThat(stored).isEmpty();
        }

        @Test
        void oneForTooLongIsRefused() {
            assertThatThrownBy(() -> give(7 * 24 * 3600 + 1))
                    .satisfies(alert(TlsAlert.ILLEGAL_PARAMETER));
            assertThat(stored).isEmpty();
        }

        @Test
        void oneIsGoodForAsLongAsItSays() throws TransportException {
            give(100);

            assertThat(stored).hasSize(1);
            assertThat(stored.getFirst().expiry())
                    .isEqualTo(
                            min(
                                    NOW.plusSeconds(100),
                                    Peers.EC.certificate().getNotAfter().toInstant()));
        }

        private static Instant min(Instant a, Instant b) {
            return a.isBefore(b) ? a : b;
        }

        @Test
        void moreThanTheLimitAreDropped() throws TransportException {
            for (int i = 0; i < ClientTickets.MAX_TICKETS + 5; i++) {
                give(100);
            }

            assertThat(stored).hasSize(ClientTickets.MAX_TICKETS);
        }

        @Test
        void whatIsStoredDoesNotPrintItsSecrets() throws TransportException {
            give(100);

            ClientSession session = ClientSession.decode(stored.getFirst().content());
            assertThat(session.toString()).endsWith("hidden]");
            assertThat(stored.getFirst().toString()).endsWith("hidden]");
            assertThat(Arrays.equals(session.encode(), stored.getFirst().content())).isTrue();
        }
    }
}
