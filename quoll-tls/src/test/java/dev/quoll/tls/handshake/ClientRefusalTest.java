package dev.quoll.tls.handshake;

import static dev.quoll.tls.Alerts.alert;
import static dev.quoll.tls.Alerts.code;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quoll.core.error.TlsAlert;
import dev.quoll.core.error.TransportErrorCode;
import dev.quoll.core.error.TransportException;
import dev.quoll.core.spi.CipherSuite;
import dev.quoll.core.spi.EncryptionLevel;
import dev.quoll.core.spi.PeerIdentity;
import dev.quoll.core.spi.TlsEvent;
import dev.quoll.core.spi.TlsSession;
import dev.quoll.tls.TestCertificates;
import dev.quoll.tls.TestCertificates.Issued;
import dev.quoll.tls.TestCertificates.Kind;
import dev.quoll.tls.certificate.EncodedIdentity;
import dev.quoll.tls.extension.EarlyDataSize;
import dev.quoll.tls.extension.Extension;
import dev.quoll.tls.extension.ExtensionType;
import dev.quoll.tls.extension.Extensions;
import dev.quoll.tls.extension.KeyShareEntry;
import dev.quoll.tls.extension.NamedGroupList;
import dev.quoll.tls.extension.ProtocolNameList;
import dev.quoll.tls.extension.SignatureSchemeList;
import dev.quoll.tls.extension.SupportedVersions;
import dev.quoll.tls.message.CertificateMessage;
import dev.quoll.tls.message.CertificateRequest;
import dev.quoll.tls.message.CertificateVerify;
import dev.quoll.tls.message.EncryptedExtensions;
import dev.quoll.tls.message.Finished;
import dev.quoll.tls.message.NewSessionTicket;
import dev.quoll.tls.message.ServerHello;
import dev.quoll.tls.parameter.NamedGroup;
import dev.quoll.tls.parameter.SignatureScheme;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.security.cert.CertificateException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/// What a client refuses, and with which alert.
class ClientRefusalTest {
    private static final byte[] EMPTY = {};
    private final ScriptedServer server = new ScriptedServer();
    private final TlsSession client =
            Session.client(Peers.client(), Peers.HOST, Peers.CLIENT_PARAMETERS);

    private void assertRefused(TlsAlert alert) {
        assertThatThrownBy(() -> server.meet(client)).satisfies(alert(alert));
    }

    private void assertRefused(TransportErrorCode code) {
        assertThatThrownBy(() -> server.meet(client)).satisfies(code(code));
    }

    private void assertAccepted() {
        assertThatCode(() -> server.meet(client)).doesNotThrowAnyException();
        assertThat(Bytes.last(client)).isInstanceOf(TlsEvent.Finished.class);
    }

    @Test
    void anHonestServerIsAccepted() {
        assertAccepted();
    }

    @Nested
    class InServerHello {
        private ServerHello with(ServerHello old, Extension... extensions) {
            return new ServerHello(
                    old.legacyVersion(),
                    old.random(),
                    old.legacySessionIdEcho(),
                    old.cipherSuite(),
                    0,
                    Extensions.of(extensions));
        }

        private void extensions(UnaryOperator<List<Extension>> change) {
            server.serverHello =
                    old ->
                            with(
                                    old,
                                    change.apply(new ArrayList<>(old.extensions().entries()))
                                            .toArray(Extension[]::new));
        }

        private void plus(Extension extension) {
            extensions(
                    list -> {
                        list.add(extension);
                        return list;
                    });
        }

        private void without(ExtensionType type) {
            extensions(list -> list.stream().filter(e -> e.type() != type.code()).toList());
        }

        @Test
        void anOldVersion() {
            without(ExtensionType.SUPPORTED_VERSIONS);

            assertRefused(TlsAlert.PROTOCOL_VERSION);
        }

        @ParameterizedTest
        @ValueSource(ints = {0x0303, 0x0305, 0x7f1c})
        void aVersionNotOffered(int version) {
            server.serverHello =
                    old ->
                            with(
                                    old,
                                    SupportedVersions.encodeSelected(version),
                                    old.extensions().entries().getLast());

            assertRefused(TlsAlert.ILLEGAL_PARAMETER);
        }

        @ParameterizedTest
        @CsvSource({"0x0304, '', 0x1301, 0", "0x0303, 00, 0x1301, 0", "0x0303, '', 0x1301, 1"})
        void aLegacyFieldThatIsNotAsItMustBe(
                int version, String sessionId, int suite, int compression) {
            server.serverHello =
                    old ->
                            new ServerHello(
                                    version,
                                    old.random(),
                                    HexFormat.of().parseHex(sessionId),
                                    suite,
                                    compression,
                                    old.extensions());

            assertRefused(TlsAlert.ILLEGAL_PARAMETER);
        }

        @ParameterizedTest
        @ValueSource(ints = {0x1303, 0x1304, 0xc02b, 0x0a0a})
        void aCipherSuiteNotOffered(int suite) {
            server.serverHello =
                    old ->
                            new ServerHello(
                                    old.legacyVersion(),
                                    old.random(),
                                    EMPTY,
                                    suite,
                                    0,
                                    old.extensions());

            assertRefused(TlsAlert.ILLEGAL_PARAMETER);
        }

        @ParameterizedTest
        @ValueSource(ints = {0x0017, 0x0018, 0x11ec})
        void aKeyShareForAGroupWithoutAShareOfOurs(int group) {
            server.serverHello =
                    old ->
                            with(
                                    old,
                                    SupportedVersions.encodeSelected(SupportedVersions.TLS13),
                                    new KeyShareEntry(group, new byte[65]).encodeSelected());

            assertRefused(TlsAlert.ILLEGAL_PARAMETER);
        }

        @Test
        void aKeyShareThatForcesTheSecret() {
            server.serverHello =
                    old ->
                            with(
                                    old,
                                    SupportedVersions.encodeSelected(SupportedVersions.TLS13),
                                    new KeyShareEntry(NamedGroup.X25519.code(), new byte[32])
                                            .encodeSelected());

            assertRefused(TlsAlert.ILLEGAL_PARAMETER);
        }

        @Test
        void noKeyShare() {
            without(ExtensionType.KEY_SHARE);

            assertRefused(TlsAlert.MISSING_EXTENSION);
        }

        @Test
        void anExtensionTwice() {
            plus(SupportedVersions.encodeSelected(SupportedVersions.TLS13));

            assertRefused(TlsAlert.ILLEGAL_PARAMETER);
        }

        @Test
        void anExtensionThatBelongsElsewhere() {
            plus(new ProtocolNameList(List.of("second")).encode());

            assertRefused(TlsAlert.ILLEGAL_PARAMETER);
        }

        @Test
        void aPreSharedKeyThatWasNotOffered() {
            plus(Extension.of(ExtensionType.PRE_SHARED_KEY, new byte[2]));

            assertRefused(TlsAlert.UNSUPPORTED_EXTENSION);
        }

        @Test
        void anUnknownExtension() {
            plus(new Extension(0x0a0a, EMPTY));

            assertRefused(TlsAlert.UNSUPPORTED_EXTENSION);
        }

        @Test
        void bytesBehindItsContent() {
            byte[] tooLong = {3, 4, 0};
            server.serverHello =
                    old ->
                            with(
                                    old,
                                    Extension.of(ExtensionType.SUPPORTED_VERSIONS, tooLong),
                                    old.extensions().entries().getLast());

            assertRefused(TlsAlert.DECODE_ERROR);
        }

        @Test
        void anythingBehindItAtTheSameLevel() {
            server.afterServerHello = new byte[] {8};

            assertRefused(TransportErrorCode.PROTOCOL_VIOLATION); // RFC 9001 §4.1.3
        }
    }

    @Nested
    class InEncryptedExtensions {
        private void extensions(Extension... extensions) {
            server.encryptedExtensions = _ -> new EncryptedExtensions(Extensions.of(extensions));
        }

        private final Extension alpn = new ProtocolNameList(List.of("second")).encode();
        private final Extension parameters =
                Extension.of(ExtensionType.QUIC_TRANSPORT_PARAMETERS, EMPTY);

        @Test
        void noApplicationProtocol() {
            extensions(parameters);

            assertRefused(TlsAlert.NO_APPLICATION_PROTOCOL);
        }

        @Test
        void severalApplicationProtocols() {
            extensions(new ProtocolNameList(List.of("first", "second")).encode(), parameters);

            assertRefused(TlsAlert.NO_APPLICATION_PROTOCOL);
        }

        @Test
        void anApplicationProtocolNotOffered() {
            extensions(new ProtocolNameList(List.of("third")).encode(), parameters);

            assertRefused(TlsAlert.NO_APPLICATION_PROTOCOL);
        }

        @Test
        void noTransportParameters() {
            extensions(alpn);

            assertRefused(TlsAlert.MISSING_EXTENSION);
        }

        @ParameterizedTest
        @ValueSource(ints = {1, 14, 19, 20, 42, 0x0a0a})
        void anExtensionNotAskedFor(int type) {
            extensions(alpn, parameters, new Extension(type, EMPTY));

            assertRefused(TlsAlert.UNSUPPORTED_EXTENSION);
        }

        @ParameterizedTest
        @ValueSource(ints = {5, 13, 21, 41, 43, 44, 45, 51})
        void anExtensionThatBelongsElsewhere(int type) {
            extensions(alpn, parameters, new Extension(type, EMPTY));

            assertRefused(TlsAlert.ILLEGAL_PARAMETER);
        }

        @Test
        void anExtensionTwice() {
            extensions(alpn, parameters, parameters);

            assertRefused(TlsAlert.ILLEGAL_PARAMETER);
        }

        @Test
        void aServerNameThatSaysSomething() {
            extensions(alpn, parameters, new Extension(0, new byte[1]));

            assertRefused(TlsAlert.DECODE_ERROR);
        }

        @Test
        void butNotTheAnswersThatAreAllowed() {
            extensions(
                    alpn,
                    parameters,
                    new Extension(0, EMPTY),
                    new NamedGroupList(List.of(0x18, 0x1d)).encode());

            assertAccepted();
        }
    }

    @Nested
    class InTheCertificate {
        private void entries(List<CertificateMessage.Entry> entries) {
            server.certificate = _ -> new CertificateMessage(EMPTY, entries);
        }

        @Test
        void none() {
            entries(List.of());

            assertRefused(TlsAlert.DECODE_ERROR);
        }

        @Test
        void aContext() {
            server.certificate = old -> new CertificateMessage(new byte[1], old.entries());

            assertRefused(TlsAlert.ILLEGAL_PARAMETER);
        }

        @Test
        void bytesThatAreNoCertificate() {
            entries(List.of(new CertificateMessage.Entry(new byte[100], Extensions.NONE)));

            assertRefused(TlsAlert.BAD_CERTIFICATE);
        }

        @Test
        void moreCertificatesThanTheLimit() {
            server.certificate =
                    old ->
                            new CertificateMessage(
                                    EMPTY,
                                    Collections.nCopies(
                                            EncodedIdentity.MAX_LENGTH + 1,
                                            old.entries().getFirst()));

            assertRefused(TlsAlert.BAD_CERTIFICATE);
        }

        @ParameterizedTest
        @ValueSource(ints = {5, 18, 0x0a0a})
        void anExtensionNotAskedFor(int type) {
            server.certificate =
                    old ->
                            new CertificateMessage(
                                    EMPTY,
                                    List.of(
                                            new CertificateMessage.Entry(
                                                    old.entries().getFirst().data(),
                                                    Extensions.of(new Extension(type, EMPTY)))));

            assertRefused(TlsAlert.UNSUPPORTED_EXTENSION);
        }

        private void issued(Issued issued) {
            server.issued = issued;
        }

        private TestCertificates.Request request(Kind kind) {
            return new TestCertificates.Request("server.test", kind).dnsName("server.test");
        }

        @Test
        void anAuthorityNotTrusted() {
            issued(
                    TestCertificates.server(
                            TestCertificates.authority("Stranger", Kind.EC_P256),
                            Kind.EC_P256,
                            "server.test"));

            assertRefused(TlsAlert.UNKNOWN_CA);
        }

        @Test
        void aSelfSignedOne() {
            issued(request(Kind.EC_P256).selfSigned());

            assertRefused(TlsAlert.UNKNOWN_CA);
        }

        @Test
        void anotherName() {
            issued(TestCertificates.server(Peers.AUTHORITY, Kind.EC_P256, "other.test"));

            assertRefused(TlsAlert.BAD_CERTIFICATE);
        }

        @Test
        void oneThatHasExpired() {
            issued(
                    request(Kind.EC_P256)
                            .notBefore(Instant.now().minus(Duration.ofDays(3)))
                            .issuedBy(Peers.AUTHORITY));

            assertRefused(TlsAlert.CERTIFICATE_EXPIRED);
        }

        @Test
        void oneThatIsNotYetValid() {
            issued(
                    request(Kind.EC_P256)
                            .notBefore(Instant.now().plus(Duration.ofDays(3)))
                            .issuedBy(Peers.AUTHORITY));

            assertRefused(TlsAlert.CERTIFICATE_EXPIRED);
        }

        @Test
        void oneSignedOverSha1() {
            issued(request(Kind.EC_P256).hash("SHA1").issuedBy(Peers.AUTHORITY));

            assertRefused(TlsAlert.BAD_CERTIFICATE);
        }

        @Test
        void oneSignedOverSha1ByPss() {
            Issued pss =
                    new TestCertificates.Request("Between", Kind.RSA_PSS_2048)
                            .authority()
                            .issuedBy(Peers.AUTHORITY);
            issued(request(Kind.EC_P256).hash("SHA1").issuedBy(pss));

            assertRefused(TlsAlert.BAD_CERTIFICATE);
        }

        @Test
        void butNotOneSignedByPss() {
            Issued pss =
                    new TestCertificates.Request("Between", Kind.RSA_PSS_2048)
                            .authority()
                            .issuedBy(Peers.AUTHORITY);
            issued(request(Kind.EC_P256).issuedBy(pss));

            assertAccepted();
        }

        @Test
        void aShortRsaKey() {
            issued(request(Kind.RSA_1024).issuedBy(Peers.AUTHORITY));
            server.scheme = SignatureScheme.RSA_PSS_RSAE_SHA256;

            assertRefused(TlsAlert.BAD_CERTIFICATE);
        }

        @Test
        void oneIssuedByAServersCertificate() {
            issued(request(Kind.EC_P256).issuedBy(Peers.EC));

            assertRefused(TlsAlert.UNKNOWN_CA);
        }

        @Test
        void butNotAChainWithAnIntermediate() {
            Issued intermediate =
                    new TestCertificates.Request("Between", Kind.EC_P384)
                            .authority()
                            .issuedBy(Peers.AUTHORITY);
            issued(request(Kind.EC_P256).issuedBy(intermediate));

            assertThat(server.issued.chain()).hasSize(2);
            assertAccepted();
        }

        @Test
        void anIntermediateWithAShortRsaKey() {
            Issued intermediate =
                    new TestCertificates.Request("Between", Kind.RSA_1024)
                            .authority()
                            .issuedBy(Peers.AUTHORITY);
            issued(request(Kind.EC_P256).issuedBy(intermediate));

            assertRefused(TlsAlert.BAD_CERTIFICATE);
        }
    }

    @Nested
    class InCertificateVerify {
        @Test
        void aSignatureOverSomethingElse() {
            server.certificateVerify =
                    old -> {
                        byte[] signature = old.signature().clone();
                        signature[signature.length - 1] ^= 1;
                        return new CertificateVerify(old.scheme(), signature);
                    };

            assertRefused(TlsAlert.DECRYPT_ERROR);
        }

        @Test
        void aSignatureByAnotherKey() {
            server.certificate = _ -> chainOf(Peers.EC);
            server.issued = TestCertificates.server(Peers.AUTHORITY, Kind.EC_P256, "server.test");

            assertRefused(TlsAlert.DECRYPT_ERROR);
        }

        private static CertificateMessage chainOf(Issued issued) {
            return new CertificateMessage(
                    EMPTY,
                    List.of(
                            new CertificateMessage.Entry(
                                    EncodedIdentity.of(
                                                    new PeerIdentity.CertificateChain(
                                                            issued.chain()))
                                            .entries()
                                            .getFirst(),
                                    Extensions.NONE)));
        }

        @ParameterizedTest
        @ValueSource(ints = {0x0401, 0x0501, 0x0601, 0x0201, 0x0203, 0x0708, 0x080c, 0})
        void aSchemeNotOfferedForHandshakes(int scheme) {
            server.certificateVerify = old -> new CertificateVerify(scheme, old.signature());

            assertRefused(TlsAlert.ILLEGAL_PARAMETER);
        }

        @ParameterizedTest
        @ValueSource(ints = {0x0804, 0x0503, 0x0603, 0x0807, 0x0808, 0x0809})
        void aSchemeForAnotherKindOfKey(int scheme) {
            server.certificateVerify = old -> new CertificateVerify(scheme, old.signature());

            assertRefused(TlsAlert.ILLEGAL_PARAMETER);
        }
    }

    @Nested
    class InFinished {
        @Test
        void aWrongValue() {
            server.finished =
                    old -> {
                        byte[] value = old.verifyData().clone();
                        value[0] ^= 1;
                        return new Finished(value);
                    };

            assertRefused(TlsAlert.DECRYPT_ERROR);
        }

        @ParameterizedTest
        @ValueSource(ints = {0, 31, 33, 48})
        void aWrongLength(int length) {
            server.finished = _ -> new Finished(new byte[length]);

            assertRefused(TlsAlert.DECODE_ERROR);
        }

        @Test
        void anythingBehindItAtTheSameLevel() {
            server.afterFinished = new byte[] {4};

            assertRefused(TransportErrorCode.PROTOCOL_VIOLATION); // RFC 9001 §4.1.3
        }
    }

    @Nested
    class InTheOrder {
        @Test
        void aMissingCertificate() {
            server.flight = list -> List.of(list.getFirst());

            assertRefused(TlsAlert.UNEXPECTED_MESSAGE);
        }

        @Test
        void missingEncryptedExtensions() {
            server.flight = list -> List.of(list.getLast());

            assertRefused(TlsAlert.UNEXPECTED_MESSAGE);
        }

        @Test
        void aSecondCertificate() {
            server.flight = list -> List.of(list.getFirst(), list.getLast(), list.getLast());

            assertRefused(TlsAlert.UNEXPECTED_MESSAGE);
        }

        @Test
        void aTicketBeforeTheEnd() {
            server.flight = list -> List.of(list.getFirst(), ticket(1, Extensions.NONE));

            assertRefused(TlsAlert.UNEXPECTED_MESSAGE);
        }

        @ParameterizedTest
        @ValueSource(bytes = {0, 3, 5, 21, 24, (byte) 254})
        void aMessageWithoutAPlaceInQuic(byte type) {
            assertThatThrownBy(
                            () ->
                                    Bytes.give(
                                            client,
                                            EncryptionLevel.INITIAL,
                                            new byte[] {type, 0, 0, 0}))
                    .satisfies(alert(TlsAlert.UNEXPECTED_MESSAGE));
        }

        @ParameterizedTest
        @ValueSource(strings = {"ZERO_RTT", "HANDSHAKE", "ONE_RTT"})
        void aMessageAtTheWrongLevel(EncryptionLevel level) {
            assertThatThrownBy(() -> Bytes.give(client, level, new byte[] {2}))
                    .satisfies(code(TransportErrorCode.PROTOCOL_VIOLATION));
        }
    }

    @Nested
    class InACertificateRequest {
        private void request(CertificateRequest request) {
            server.flight = list -> List.of(list.getFirst(), request, list.getLast());
        }

        @Test
        void aContext() {
            request(new CertificateRequest(new byte[1], Extensions.NONE));

            assertRefused(TlsAlert.ILLEGAL_PARAMETER);
        }

        @Test
        void noSignatureSchemes() {
            request(new CertificateRequest(EMPTY, Extensions.NONE));

            assertRefused(TlsAlert.MISSING_EXTENSION);
        }

        @Test
        void otherwiseTheAnswerIsThatThereIsNoCertificate() throws TransportException {
            request(
                    new CertificateRequest(
                            EMPTY,
                            Extensions.of(new SignatureSchemeList(List.of(0x0403)).encode())));

            server.meet(client);

            assertThat(Bytes.take(client, EncryptionLevel.HANDSHAKE))
                    .startsWith(11, 0, 0, 4, 0, 0, 0, 0, 20, 0, 0, 32);
        }
    }

    @Nested
    class AfterTheHandshake {
        private void give(byte[] message, Consumer<Throwable> expected) throws TransportException {
            server.meet(client);
            assertThatThrownBy(() -> Bytes.give(client, EncryptionLevel.ONE_RTT, message))
                    .satisfies(expected);
        }

        @Test
        void aTicketIsTaken() throws TransportException {
            server.meet(client);
            Extensions earlyData =
                    Extensions.of(
                            new EarlyDataSize(EarlyDataSize.UNLIMITED).encode(),
                            new Extension(0x0a0a, EMPTY));

            Bytes.give(client, EncryptionLevel.ONE_RTT, ticket(604_800, earlyData).encode());
            Bytes.give(client, EncryptionLevel.ONE_RTT, ticket(0, Extensions.NONE).encode());
        }

        @Test
        void aTicketForTooLong() throws TransportException {
            give(ticket(604_801, Extensions.NONE).encode(), alert(TlsAlert.ILLEGAL_PARAMETER));
        }

        @Test
        void aTicketThatLimitsEarlyData() throws TransportException {
            give(
                    ticket(1, Extensions.of(new EarlyDataSize(1000).encode())).encode(),
                    code(TransportErrorCode.PROTOCOL_VIOLATION));
        }

        @Test
        void aKeyUpdate() throws TransportException {
            give(new byte[] {24, 0, 0, 1, 0}, alert(TlsAlert.UNEXPECTED_MESSAGE));
        }

        @Test
        void aCertificateRequest() throws TransportException { // RFC 9001 §4.4
            give(
                    new CertificateRequest(new byte[1], Extensions.NONE).encode(),
                    code(TransportErrorCode.PROTOCOL_VIOLATION));
        }

        @Test
        void bytesAtAnEarlierLevel() throws TransportException {
            server.meet(client);

            assertThatThrownBy(() -> Bytes.give(client, EncryptionLevel.HANDSHAKE, new byte[] {20}))
                    .satisfies(code(TransportErrorCode.PROTOCOL_VIOLATION));
        }
    }

    @Test
    void aFailureIsRepeated() {
        server.finished = _ -> new Finished(new byte[32]);

        assertRefused(TlsAlert.DECRYPT_ERROR);
        assertThatThrownBy(() -> Bytes.give(client, EncryptionLevel.HANDSHAKE, new byte[1]))
                .satisfies(alert(TlsAlert.DECRYPT_ERROR));
    }

    @Test
    void theFailureSaysWhatToDoAndWhy() {
        server.issued = TestCertificates.server(Peers.AUTHORITY, Kind.EC_P256, "other.test");

        assertThatThrownBy(() -> server.meet(client))
                .hasMessageContaining("server.test")
                .hasMessageContaining("connect by a name it has")
                .hasCauseInstanceOf(CertificateException.class);
    }

    @Test
    void theHigherHashWorksToo() {
        server.serverHello =
                old ->
                        new ServerHello(
                                old.legacyVersion(),
                                old.random(),
                                EMPTY,
                                CipherSuite.TLS_AES_256_GCM_SHA384.code(),
                                0,
                                old.extensions());

        assertAccepted();
    }

    private static NewSessionTicket ticket(long lifetimeSeconds, Extensions extensions) {
        return new NewSessionTicket(lifetimeSeconds, 7, new byte[] {1}, new byte[9], extensions);
    }
}
