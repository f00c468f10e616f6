package dev.quoll.tls.handshake;

import static dev.quoll.tls.Alerts.alert;
import static dev.quoll.tls.Alerts.code;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quoll.core.error.TlsAlert;
import dev.quoll.core.error.TransportErrorCode;
import dev.quoll.core.error.TransportException;
import dev.quoll.core.spi.CipherSuite;
import dev.quoll.core.spi.EncryptionLevel;
import dev.quoll.core.spi.TlsEvent;
import dev.quoll.core.spi.TlsSession;
import dev.quoll.tls.FixedRandom;
import dev.quoll.tls.Wire;
import dev.quoll.tls.agreement.EphemeralKeys;
import dev.quoll.tls.agreement.KeyShare;
import dev.quoll.tls.extension.Cookie;
import dev.quoll.tls.extension.Extension;
import dev.quoll.tls.extension.ExtensionType;
import dev.quoll.tls.extension.Extensions;
import dev.quoll.tls.extension.KeyShareEntry;
import dev.quoll.tls.extension.SupportedVersions;
import dev.quoll.tls.message.ClientHello;
import dev.quoll.tls.message.ServerHello;
import dev.quoll.tls.parameter.NamedGroup;
import dev.quoll.tls.schedule.Opening;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/// The second round that a HelloRetryRequest asks for: how it goes, and what both sides refuse.
class RetryTest {
    private static final byte[] NOTHING = {};
    private static final Extension VERSION =
            SupportedVersions.encodeSelected(SupportedVersions.TLS13);
    private static final Extension P256 = KeyShareEntry.encodeRetry(NamedGroup.SECP256R1.code());
    private static final Extension COOKIE = new Cookie(new byte[] {7, 7}).encode();

    private static ServerSettings p256Server() {
        return Peers.server(List.of(NamedGroup.SECP256R1));
    }

    private static TlsSession client() {
        return Session.client(Peers.client(), Peers.HOST, Peers.CLIENT_PARAMETERS);
    }

    private static TlsSession server() {
        return Session.server(p256Server(), Peers.SERVER_PARAMETERS);
    }

    private static ClientHello hello(TlsSession client) throws TransportException {
        return ClientHello.decode(Bytes.message(Bytes.take(client, EncryptionLevel.INITIAL)));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 1 << 16})
    void bothSidesAgreeInTheGroupThatHadNoShare(int pieceLength) throws TransportException {
        Wire wire = new Wire(client(), server(), pieceLength).run();

        assertThat(wire.client().finished().orElseThrow().keyExchangeGroup())
                .isEqualTo("secp256r1");
        assertThat(wire.server().finished()).isPresent();
        assertThat(wire.client().readSecret(EncryptionLevel.ONE_RTT).orElseThrow())
                .isEqualTo(wire.server().writeSecret(EncryptionLevel.ONE_RTT).orElseThrow());
        assertThat(wire.server().peerParameters()).contains(Peers.CLIENT_PARAMETERS);
    }

    @Test
    void aShareOfALessWantedGroupSavesTheSecondRound() throws TransportException {
        TlsSession server =
                Session.server(
                        Peers.server(List.of(NamedGroup.SECP256R1, NamedGroup.X25519)),
                        Peers.SERVER_PARAMETERS);

        Wire wire = new Wire(client(), server, 1000).run();

        assertThat(wire.client().finished().orElseThrow().keyExchangeGroup()).isEqualTo("x25519");
    }

    @Nested
    class AClient {
        private final TlsSession client = client();
        private final ClientHello first;

        AClient() throws TransportException {
            first = hello(client);
        }

        private void ask(Extension... extensions) throws TransportException {
            ask(CipherSuite.TLS_AES_128_GCM_SHA256.code(), extensions);
        }

        private void ask(int suite, Extension... extensions) throws TransportException {
            Bytes.give(
                    client,
                    EncryptionLevel.INITIAL,
                    ServerHello.retryRequest(suite, Extensions.of(extensions)).encode());
        }

        private void assertRefused(TlsAlert alert, Extension... extensions) {
            assertThatThrownBy(() -> ask(extensions)).satisfies(alert(alert));
        }

        @Test
        void sendsTheSameHelloButForTheShare() throws TransportException {
            ask(VERSION, P256);

            ClientHello second = hello(client);
            ServerRetry retry =
                    new ServerRetry(
                            first,
                            Opening.first(first.encode()),
                            CipherSuite.TLS_AES_128_GCM_SHA256,
                            NamedGroup.SECP256R1);
            retry.check(second);
            assertThat(second.extensions().entries()).hasSameSizeAs(first.extensions().entries());
        }

        @Test
        void sendsTheCookieBack() throws TransportException {
            ask(VERSION, COOKIE);

            ClientHello second = hello(client);
            assertThat(Cookie.decode(second.extensions().require(ExtensionType.COOKIE)).bytes())
                    .containsExactly(7, 7);
            assertThat(
                            second.extensions()
                                    .without(ExtensionType.COOKIE)
                                    .isSameAs(first.extensions()))
                    .isTrue();
        }

        @Test
        void refusesASecondRequest() throws TransportException {
            ask(VERSION, P256);

            assertRefused(TlsAlert.UNEXPECTED_MESSAGE, VERSION, COOKIE);
        }

        @Test
        void refusesARequestForAShareItHasGiven() {
            assertRefused(
                    TlsAlert.ILLEGAL_PARAMETER,
                    VERSION,
                    KeyShareEntry.encodeRetry(NamedGroup.X25519.code()));
        }

        @ParameterizedTest
        @ValueSource(ints = {0x0018, 0x001e, 0x6399, 0x0a0a, 0})
        void refusesARequestForAGroupItDidNotOffer(int group) {
            assertRefused(TlsAlert.ILLEGAL_PARAMETER, VERSION, KeyShareEntry.encodeRetry(group));
        }

        @Test
        void refusesARequestThatChangesNothing() {
            assertRefused(TlsAlert.ILLEGAL_PARAMETER, VERSION);
        }

        @Test
        void refusesARequestWithoutAVersion() {
            assertRefused(TlsAlert.PROTOCOL_VERSION, P256);
        }

        @Test
        void refusesARequestForAnotherVersion() {
            assertRefused(
                    TlsAlert.ILLEGAL_PARAMETER, SupportedVersions.encodeSelected(0x0303), P256);
        }

        @Test
        void refusesASuiteItDidNotOffer() {
            assertThatThrownBy(() -> ask(0x1303, VERSION, P256))
                    .satisfies(alert(TlsAlert.ILLEGAL_PARAMETER));
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "0000", "00010000", "0002aa"})
        void refusesACookieThatIsNone(String content) {
            assertRefused(
                    TlsAlert.DECODE_ERROR,
                    VERSION,
                    Extension.of(ExtensionType.COOKIE, HexFormat.of().parseHex(content)));
        }

        @ParameterizedTest
        @ValueSource(ints = {0x0a0a, 0xffa5})
        void refusesAnExtensionItDidNotAskFor(int type) {
            assertRefused(
                    TlsAlert.UNSUPPORTED_EXTENSION, VERSION, P256, new Extension(type, NOTHING));
        }

        @ParameterizedTest
        @ValueSource(ints = {0, 10, 16, 41, 57})
        void refusesAnExtensionThatBelongsElsewhere(int type) {
            assertRefused(TlsAlert.ILLEGAL_PARAMETER, VERSION, P256, new Extension(type, NOTHING));
        }

        @Test
        void refusesAWholeShareInARequest() {
            assertRefused(
                    TlsAlert.DECODE_ERROR,
                    VERSION,
                    new KeyShareEntry(NamedGroup.SECP256R1.code(), new byte[65]).encodeSelected());
        }

        @Test
        void refusesBytesBehindARequest() {
            byte[] request =
                    ServerHello.retryRequest(0x1301, Extensions.of(VERSION, P256)).encode();

            assertThatThrownBy(
                            () ->
                                    Bytes.give(
                                            client,
                                            EncryptionLevel.INITIAL,
                                            Bytes.join(List.of(request, new byte[1]))))
                    .satisfies(code(TransportErrorCode.PROTOCOL_VIOLATION));
        }

        private void answer(int suite, NamedGroup group) throws TransportException {
            answer(
                    suite,
                    group,
                    KeyShare.generate(group, EphemeralKeys.onDemand(FixedRandom.seeded(5)))
                            .publicShare());
        }

        private void answer(int suite, NamedGroup group, byte[] share) throws TransportException {
            ask(VERSION, P256);
            ServerHello answer =
                    new ServerHello(
                            SupportedVersions.LEGACY,
                            new byte[ClientHello.RANDOM_LENGTH],
                            NOTHING,
                            suite,
                            0,
                            Extensions.of(
                                    VERSION,
                                    new KeyShareEntry(group.code(), share).encodeSelected()));
            Bytes.give(client, EncryptionLevel.INITIAL, answer.encode());
        }

        @Test
        void refusesAPointOffTheCurveAfterwards() {
            byte[] point =
                    KeyShare.generate(
                                    NamedGroup.SECP256R1,
                                    EphemeralKeys.onDemand(FixedRandom.seeded(5)))
                            .publicShare();
            point[64] ^= 1;

            assertThatThrownBy(() -> answer(0x1301, NamedGroup.SECP256R1, point))
                    .satisfies(alert(TlsAlert.ILLEGAL_PARAMETER));
        }

        @Test
        void takesAServerHelloThatKeepsToTheRequest() throws TransportException {
            answer(0x1301, NamedGroup.SECP256R1);

            assertThat(Bytes.last(client)).isInstanceOf(TlsEvent.WriteSecret.class);
        }

        @Test
        void refusesAnotherSuiteAfterwards() {
            assertThatThrownBy(() -> answer(0x1302, NamedGroup.SECP256R1))
                    .satisfies(alert(TlsAlert.ILLEGAL_PARAMETER));
        }

        @Test
        void refusesAnotherGroupAfterwards() {
            assertThatThrownBy(() -> answer(0x1301, NamedGroup.X25519))
                    .satisfies(alert(TlsAlert.ILLEGAL_PARAMETER));
        }
    }

    @Nested
    class AServer {
        private final TlsSession server = server();
        private final ClientOffer first = Peers.offer();

        private ClientHello second() throws TransportException {
            Bytes.give(server, EncryptionLevel.INITIAL, first.encoded());
            byte[] request = Bytes.take(server, EncryptionLevel.INITIAL);
            ServerHello decoded = ServerHello.decode(Bytes.message(request));
            return first.again(ClientRetry.of(decoded, request, first), Peers.client()).hello();
        }

        private void give(ClientHello hello) throws TransportException {
            Bytes.give(server, EncryptionLevel.INITIAL, hello.encode());
        }

        private void assertRefused(ClientHello second) {
            assertThatThrownBy(() -> give(second)).satisfies(alert(TlsAlert.ILLEGAL_PARAMETER));
        }

        private static ClientHello with(ClientHello old, Extensions extensions) {
            return new ClientHello(
                    old.legacyVersion(),
                    old.random(),
                    old.legacySessionId(),
                    old.cipherSuites(),
                    old.legacyCompressionMethods(),
                    extensions);
        }

        private static ClientHello replacing(ClientHello old, Extension replacement) {
            return with(
                    old,
                    new Extensions(
                            old.extensions().entries().stream()
                                    .map(e -> e.type() == replacement.type() ? replacement : e)
                                    .toList()));
        }

        private static ClientHello plus(ClientHello old, Extension more) {
            List<Extension> all = new ArrayList<>(old.extensions().entries());
            all.add(more);
            return with(old, new Extensions(all));
        }

        @Test
        void saysNothingMoreBeforeTheSecondHello() throws TransportException {
            Bytes.give(server, EncryptionLevel.INITIAL, first.encoded());

            // the parameters first: they may choose the QUIC version of the request (RFC 9369 §4.1)
            assertThat(server.poll()).isInstanceOf(TlsEvent.PeerParameters.class);
            assertThat(server.poll()).isInstanceOf(TlsEvent.HandshakeBytes.class);
            assertThat(server.poll()).isNull();
        }

        @Test
        void takesAnHonestSecondHello() throws TransportException {
            give(second());

            assertThat(Bytes.take(server, EncryptionLevel.HANDSHAKE)).isNotEmpty();
        }

        @Test
        void takesOtherPadding() throws TransportException {
            give(plus(second(), Extension.of(ExtensionType.PADDING, new byte[100])));

            assertThat(Bytes.take(server, EncryptionLevel.HANDSHAKE)).isNotEmpty();
        }

        @Test
        void refusesTheFirstHelloAgain() throws TransportException {
            second();

            assertRefused(first.hello());
        }

        @Test
        void refusesAShareBesideTheOneItAskedFor() throws TransportException {
            ClientHello second = second();
            List<KeyShareEntry> shares = new ArrayList<>();
            for (ClientHello hello : List.of(second, first.hello())) {
                shares.addAll(
                        KeyShareEntry.decodeOffer(
                                hello.extensions().require(ExtensionType.KEY_SHARE)));
            }

            assertRefused(replacing(second, KeyShareEntry.encodeOffer(shares)));
        }

        @Test
        void refusesNoShareAtAll() throws TransportException {
            assertRefused(replacing(second(), KeyShareEntry.encodeOffer(List.of())));
        }

        @Test
        void refusesAnotherRandomValue() throws TransportException {
            ClientHello second = second();

            assertRefused(
                    new ClientHello(
                            second.legacyVersion(),
                            new byte[ClientHello.RANDOM_LENGTH],
                            second.legacySessionId(),
                            second.cipherSuites(),
                            second.legacyCompressionMethods(),
                            second.extensions()));
        }

        @Test
        void refusesOtherCipherSuites() throws TransportException {
            ClientHello second = second();

            assertRefused(
                    new ClientHello(
                            second.legacyVersion(),
                            second.random(),
                            second.legacySessionId(),
                            List.of(0x1301),
                            second.legacyCompressionMethods(),
                            second.extensions()));
        }

        @ParameterizedTest
        @ValueSource(ints = {0, 10, 13, 16, 43, 57})
        void refusesAnotherContentOfAnExtension(int type) throws TransportException {
            assertRefused(replacing(second(), new Extension(type, new byte[9])));
        }

        @ParameterizedTest
        @ValueSource(ints = {41, 42, 44, 45, 0x0a0a})
        void refusesAnExtensionMore(int type) throws TransportException {
            assertRefused(plus(second(), new Extension(type, new byte[9])));
        }

        @Test
        void refusesAnExtensionLess() throws TransportException {
            ClientHello second = second();

            assertRefused(with(second, second.extensions().without(ExtensionType.SERVER_NAME)));
        }

        @Test
        void refusesAShareThatIsNoPoint() throws TransportException {
            byte[] point = new byte[65];
            point[0] = 4;

            assertRefused(
                    replacing(
                            second(),
                            KeyShareEntry.encodeOffer(
                                    List.of(
                                            new KeyShareEntry(
                                                    NamedGroup.SECP256R1.code(), point)))));
        }

        @Test
        void refusesAThirdHello() throws TransportException {
            ClientHello second = second();
            byte[] twice = Bytes.join(List.of(second.encode(), second.encode()));

            assertThatThrownBy(() -> Bytes.give(server, EncryptionLevel.INITIAL, twice))
                    .satisfies(code(TransportErrorCode.PROTOCOL_VIOLATION));
        }
    }
}
