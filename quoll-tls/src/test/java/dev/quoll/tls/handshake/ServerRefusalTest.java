package dev.quoll.tls.handshake;

import static dev.quoll.tls.Alerts.alert;
import static dev.quoll.tls.Alerts.code;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import static java.util.Objects.requireNonNull;

import dev.quoll.core.error.TlsAlert;
import dev.quoll.core.error.TransportErrorCode;
import dev.quoll.core.error.TransportException;
import dev.quoll.core.id.Side;
import dev.quoll.core.spi.EncryptionLevel;
import dev.quoll.core.spi.HandshakeTask;
import dev.quoll.core.spi.TlsEvent;
import dev.quoll.core.spi.TlsSession;
import dev.quoll.tls.extension.Cookie;
import dev.quoll.tls.extension.Extension;
import dev.quoll.tls.extension.ExtensionType;
import dev.quoll.tls.extension.Extensions;
import dev.quoll.tls.extension.KeyShareEntry;
import dev.quoll.tls.extension.NamedGroupList;
import dev.quoll.tls.extension.ProtocolNameList;
import dev.quoll.tls.extension.SignatureSchemeList;
import dev.quoll.tls.extension.SupportedVersions;
import dev.quoll.tls.keylog.KeyLog;
import dev.quoll.tls.message.ClientHello;
import dev.quoll.tls.message.EncodedMessage;
import dev.quoll.tls.message.Finished;
import dev.quoll.tls.message.HandshakeType;
import dev.quoll.tls.message.ServerHello;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// What a server refuses, and with which alert.
class ServerRefusalTest {
    private static final byte[] EMPTY = {};

    private final TlsSession server = Session.server(Peers.server(), Peers.SERVER_PARAMETERS);
    private final ClientHello honest = Peers.offer().hello();

    private void assertRefused(ClientHello hello, TlsAlert alert) {
        assertRefused(hello.encode(), alert);
    }

    private void assertRefused(byte[] bytes, TlsAlert alert) {
        assertThatThrownBy(() -> Bytes.give(server, EncryptionLevel.INITIAL, bytes))
                .satisfies(alert(alert));
    }

    private void assertAccepted(ClientHello hello) throws TransportException {
        Bytes.give(server, EncryptionLevel.INITIAL, hello.encode());
        assertThat(Bytes.take(server, EncryptionLevel.INITIAL)).isNotEmpty();
    }

    private ClientHello with(List<Extension> extensions) {
        return new ClientHello(
                honest.legacyVersion(),
                honest.random(),
                honest.legacySessionId(),
                honest.cipherSuites(),
                honest.legacyCompressionMethods(),
                new Extensions(extensions));
    }

    private ClientHello without(ExtensionType type) {
        return with(
                honest.extensions().entries().stream()
                        .filter(extension -> extension.type() != type.code())
                        .toList());
    }

    private ClientHello replacing(Extension replacement) {
        return with(
                honest.extensions().entries().stream()
                        .map(old -> old.type() == replacement.type() ? replacement : old)
                        .toList());
    }

    private ClientHello plus(Extension... more) {
        List<Extension> all = new ArrayList<>(honest.extensions().entries());
        all.addAll(List.of(more));
        return with(all);
    }

    @Test
    void anHonestClientIsAccepted() throws TransportException {
        assertAccepted(honest);
    }

    @Test
    void anUnknownExtensionIsIgnored() throws TransportException {
        assertAccepted(plus(new Extension(0x0a0a, new byte[3]), new Extension(0xffa5, EMPTY)));
    }

    @Test
    void anEmptyExtensionOfAnUnknownTypeTwiceIsNot() {
        assertRefused(
                plus(new Extension(0x0a0a, EMPTY), new Extension(0x0a0a, EMPTY)),
                TlsAlert.ILLEGAL_PARAMETER);
    }

    @Nested
    class InTheFixedPart {
        private ClientHello hello(
                int version, byte[] sessionId, List<Integer> suites, byte... compression) {
            return new ClientHello(
                    version, honest.random(), sessionId, suites, compression, honest.extensions());
        }

        @Test
        void anAncientVersion() {
            assertRefused(
                    hello(0x0300, EMPTY, honest.cipherSuites(), (byte) 0),
                    TlsAlert.PROTOCOL_VERSION);
        }

        @Test
        void aSessionId() {
            byte[] hello = hello(0x0303, new byte[32], honest.cipherSuites(), (byte) 0).encode();

            assertThatThrownBy(() -> Bytes.give(server, EncryptionLevel.INITIAL, hello))
                    .satisfies(code(TransportErrorCode.PROTOCOL_VIOLATION));
        }

        @Test
        void aSessionIdOfMoreThan32Bytes() {
            assertRefused(
                    hello(0x0303, new byte[33], honest.cipherSuites(), (byte) 0),
                    TlsAlert.DECODE_ERROR);
        }

        @Test
        void compression() {
            assertRefused(
                    hello(0x0303, EMPTY, honest.cipherSuites(), (byte) 1),
                    TlsAlert.ILLEGAL_PARAMETER);
        }

        @Test
        void compressionBesideNone() {
            assertRefused(
                    hello(0x0303, EMPTY, honest.cipherSuites(), (byte) 0, (byte) 1),
                    TlsAlert.ILLEGAL_PARAMETER);
        }

        @Test
        void noCompressionMethodAtAll() {
            assertRefused(hello(0x0303, EMPTY, honest.cipherSuites()), TlsAlert.DECODE_ERROR);
        }

        @Test
        void noCipherSuiteInCommon() {
            assertRefused(
                    hello(0x0303, EMPTY, List.of(0x1304, 0xc02b), (byte) 0),
                    TlsAlert.HANDSHAKE_FAILURE);
        }

        @Test
        void noCipherSuiteAtAll() {
            assertRefused(hello(0x0303, EMPTY, List.of(), (byte) 0), TlsAlert.DECODE_ERROR);
        }
    }

    @Nested
    class InTheExtensions {
        @Test
        void noVersions() {
            assertRefused(without(ExtensionType.SUPPORTED_VERSIONS), TlsAlert.PROTOCOL_VERSION);
        }

        @Test
        void onlyOldVersions() {
            assertRefused(
                    replacing(new SupportedVersions(List.of(0x0303, 0x0302)).encodeOffer()),
                    TlsAlert.PROTOCOL_VERSION);
        }

        @ParameterizedTest
        @EnumSource(
                names = {
                    "SUPPORTED_GROUPS",
                    "KEY_SHARE",
                    "SIGNATURE_ALGORITHMS",
                    "QUIC_TRANSPORT_PARAMETERS"
                })
        void oneThatMustBeThere(ExtensionType type) {
            assertRefused(without(type), TlsAlert.MISSING_EXTENSION);
        }

        @Test
        void noApplicationProtocol() {
            assertRefused(
                    without(ExtensionType.APPLICATION_LAYER_PROTOCOL_NEGOTIATION),
                    TlsAlert.NO_APPLICATION_PROTOCOL);
        }

        @Test
        void noApplicationProtocolInCommon() {
            assertRefused(
                    replacing(new ProtocolNameList(List.of("first", "fourth")).encode()),
                    TlsAlert.NO_APPLICATION_PROTOCOL);
        }

        @Test
        void noGroupInCommon() {
            List<Extension> others =
                    new ArrayList<>(
                            replacing(new NamedGroupList(List.of(0x0018, 0x6399)).encode())
                                    .extensions()
                                    .without(ExtensionType.KEY_SHARE)
                                    .entries());
            others.add(KeyShareEntry.encodeOffer(List.of()));

            assertRefused(with(others), TlsAlert.HANDSHAKE_FAILURE);
        }

        @Test
        void aCookieThatWeNeverGave() {
            assertRefused(plus(new Cookie(new byte[3]).encode()), TlsAlert.ILLEGAL_PARAMETER);
        }

        @Test
        void aKeyShareInAGroupNotListed() {
            assertRefused(
                    replacing(new NamedGroupList(List.of(0x17, 0x18)).encode()),
                    TlsAlert.ILLEGAL_PARAMETER);
        }

        @Test
        void twoKeySharesInOneGroup() {
            KeyShareEntry share = new KeyShareEntry(0x1d, new byte[32]);

            assertRefused(
                    replacing(KeyShareEntry.encodeOffer(List.of(share, share))),
                    TlsAlert.ILLEGAL_PARAMETER);
        }

        @ParameterizedTest
        @ValueSource(ints = {1, 31, 32, 33})
        void aKeyShareThatIsNone(int length) {
            KeyShareEntry share = new KeyShareEntry(0x1d, new byte[length]); // 32: zeros

            assertRefused(
                    replacing(KeyShareEntry.encodeOffer(List.of(share))),
                    TlsAlert.ILLEGAL_PARAMETER);
        }

        @Test
        void anEmptyKeyShare() {
            assertRefused(
                    replacing(KeyShareEntry.encodeOffer(List.of(new KeyShareEntry(0x1d, EMPTY)))),
                    TlsAlert.DECODE_ERROR);
        }

        @Test
        void noSignatureSchemeForOurCertificate() {
            assertRefused(
                    replacing(new SignatureSchemeList(List.of(0x0401, 0x0804, 0x0807)).encode()),
                    TlsAlert.HANDSHAKE_FAILURE);
        }

        @Test
        void oneThatBelongsElsewhere() {
            assertRefused(plus(new Extension(48, EMPTY)), TlsAlert.ILLEGAL_PARAMETER);
        }

        @Test
        void aPreSharedKeyThatIsNotTheLast() {
            assertRefused(
                    plus(
                            Extension.of(ExtensionType.PRE_SHARED_KEY, EMPTY),
                            new Extension(0x0a0a, EMPTY)),
                    TlsAlert.ILLEGAL_PARAMETER);
        }

        @Test
        void twoHostNames() {
            byte[] names = {0, 8, 0, 0, 1, 'a', 0, 0, 1, 'b'};

            assertRefused(
                    replacing(Extension.of(ExtensionType.SERVER_NAME, names)),
                    TlsAlert.ILLEGAL_PARAMETER);
        }

        @Test
        void aHostNameThatIsNotAscii() {
            byte[] names = {0, 4, 0, 0, 1, (byte) 0xe4};

            assertRefused(
                    replacing(Extension.of(ExtensionType.SERVER_NAME, names)),
                    TlsAlert.ILLEGAL_PARAMETER);
        }

        @ParameterizedTest
        @EnumSource(
                names = {
                    "SERVER_NAME",
                    "SUPPORTED_GROUPS",
                    "KEY_SHARE",
                    "SIGNATURE_ALGORITHMS",
                    "SUPPORTED_VERSIONS",
                    "APPLICATION_LAYER_PROTOCOL_NEGOTIATION"
                })
        void oneThatIsEmptyOrTooLong(ExtensionType type) {
            assertRefused(replacing(Extension.of(type, EMPTY)), TlsAlert.DECODE_ERROR);
        }

        @ParameterizedTest
        @EnumSource(
                names = {
                    "SERVER_NAME",
                    "SUPPORTED_GROUPS",
                    "KEY_SHARE",
                    "SIGNATURE_ALGORITHMS",
                    "SUPPORTED_VERSIONS",
                    "APPLICATION_LAYER_PROTOCOL_NEGOTIATION"
                })
        void bytesBehindItsContent(ExtensionType type) throws TransportException {
            byte[] old = honest.extensions().require(type).data();
            byte[] longer = Arrays.copyOf(old, old.length + 1);

            assertRefused(replacing(Extension.of(type, longer)), TlsAlert.DECODE_ERROR);
        }
    }

    @Nested
    class InTheOrder {
        @Test
        void anythingBehindAClientHello() {
            byte[] bytes = Bytes.join(List.of(honest.encode(), new byte[1]));

            assertThatThrownBy(() -> Bytes.give(server, EncryptionLevel.INITIAL, bytes))
                    .satisfies(code(TransportErrorCode.PROTOCOL_VIOLATION)); // RFC 9001 §4.1.3
        }

        @Test
        void anythingBehindAClientHelloWhileItIsAnswered() throws TransportException {
            byte[] hello = honest.encode();
            server.onBytes(EncryptionLevel.INITIAL, hello, 0, hello.length);
            HandshakeTask task = requireNonNull(server.pollTask());
            server.onBytes(EncryptionLevel.INITIAL, hello, 0, 1);
            task.run();

            assertThatThrownBy(() -> server.onTaskDone(task))
                    .satisfies(code(TransportErrorCode.PROTOCOL_VIOLATION));
        }

        @Test
        void anotherMessageFirst() {
            assertRefused(new Finished(new byte[32]).encode(), TlsAlert.UNEXPECTED_MESSAGE);
        }

        @ParameterizedTest
        @EnumSource(names = "INITIAL", mode = EnumSource.Mode.EXCLUDE)
        void aClientHelloAtTheWrongLevel(EncryptionLevel level) {
            assertThatThrownBy(() -> Bytes.give(server, level, honest.encode()))
                    .satisfies(code(TransportErrorCode.PROTOCOL_VIOLATION));
        }

        @Test
        void aClientHelloOverTheLimit() {
            assertRefused(new byte[] {1, 0, 0x40, 1}, TlsAlert.DECODE_ERROR);
        }

        @Test
        void moreBytesThanTheBufferWhileATaskRuns() throws TransportException {
            byte[] hello = honest.encode();
            server.onBytes(EncryptionLevel.INITIAL, hello, 0, hello.length);
            byte[] flood = new byte[MessageAssembler.MAX_BUFFERED];
            server.onBytes(EncryptionLevel.INITIAL, flood, 0, flood.length);

            assertThatThrownBy(() -> server.onBytes(EncryptionLevel.INITIAL, flood, 0, 1))
                    .satisfies(code(TransportErrorCode.CRYPTO_BUFFER_EXCEEDED));
        }
    }

    @Nested
    class AfterItsFlight {
        private final ClientOffer offer = Peers.offer();

        private byte[] finishedAfterFlight() throws TransportException {
            Bytes.give(server, EncryptionLevel.INITIAL, offer.encoded());
            List<TlsEvent> events = new ArrayList<>();
            for (TlsEvent event = server.poll(); event != null; event = server.poll()) {
                events.add(event);
            }
            byte[] serverHello = bytes(events, EncryptionLevel.INITIAL);
            ServerChoice choice =
                    ServerChoice.of(
                            ServerHello.decode(
                                    new EncodedMessage(HandshakeType.SERVER_HELLO, serverHello)),
                            offer);
            HandshakeKeys keys =
                    new HandshakeKeys(
                            choice.suite(),
                            offer.agree(choice),
                            offer.opening(),
                            serverHello,
                            KeyLog.NONE);
            keys.transcript().add(bytes(events, EncryptionLevel.HANDSHAKE));
            return new Finished(keys.finished(Side.CLIENT)).encode();
        }

        private static byte[] bytes(List<TlsEvent> events, EncryptionLevel level) {
            return Bytes.join(
                    events.stream()
                            .filter(TlsEvent.HandshakeBytes.class::isInstance)
                            .map(TlsEvent.HandshakeBytes.class::cast)
                            .filter(event -> event.level() == level)
                            .map(TlsEvent.HandshakeBytes::bytes)
                            .toList());
        }

        @Test
        void theRightFinishedIsAccepted() throws TransportException {
            Bytes.give(server, EncryptionLevel.HANDSHAKE, finishedAfterFlight());

            assertThat(Bytes.last(server)).isInstanceOf(TlsEvent.Finished.class);
        }

        @Test
        void aWrongFinishedAndNoKeysToReadWith() throws TransportException {
            byte[] finished = finishedAfterFlight();
            finished[finished.length - 1] ^= 1;

            assertThatThrownBy(() -> Bytes.give(server, EncryptionLevel.HANDSHAKE, finished))
                    .satisfies(alert(TlsAlert.DECRYPT_ERROR));
            assertThat(Bytes.last(server)).isNull();
        }

        @Test
        void anythingBehindTheFinishedAtTheSameLevel() throws TransportException {
            byte[] finished = Bytes.join(List.of(finishedAfterFlight(), new byte[1]));

            assertThatThrownBy(() -> Bytes.give(server, EncryptionLevel.HANDSHAKE, finished))
                    .satisfies(code(TransportErrorCode.PROTOCOL_VIOLATION));
        }

        @ParameterizedTest
        @ValueSource(bytes = {1, 5, 11, 15, 24})
        void anotherMessageInsteadOfFinished(byte type) throws TransportException {
            finishedAfterFlight();

            assertThatThrownBy(
                            () ->
                                    Bytes.give(
                                            server,
                                            EncryptionLevel.HANDSHAKE,
                                            new byte[] {type, 0, 0, 0}))
                    .satisfies(alert(TlsAlert.UNEXPECTED_MESSAGE));
        }

        @ParameterizedTest
        @ValueSource(bytes = {1, 4, 5, 13, 20, 24})
        void everyMessageAfterTheHandshake(byte type) throws TransportException {
            Bytes.give(server, EncryptionLevel.HANDSHAKE, finishedAfterFlight());

            assertThatThrownBy(
                            () ->
                                    Bytes.give(
                                            server,
                                            EncryptionLevel.ONE_RTT,
                                            new byte[] {type, 0, 0, 0}))
                    .satisfies(alert(TlsAlert.UNEXPECTED_MESSAGE));
        }
    }
}
