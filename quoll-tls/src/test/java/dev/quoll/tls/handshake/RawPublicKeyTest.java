package dev.quoll.tls.handshake;

import static dev.quoll.tls.Alerts.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quoll.core.error.TlsAlert;
import dev.quoll.core.error.TransportException;
import dev.quoll.core.id.Side;
import dev.quoll.core.spi.PeerIdentity;
import dev.quoll.core.spi.TlsSession;
import dev.quoll.tls.certificate.Credential;
import dev.quoll.tls.certificate.CredentialSource;
import dev.quoll.tls.certificate.EncodedIdentity;
import dev.quoll.tls.certificate.FixedCredentials;
import dev.quoll.tls.certificate.PeerTrust;
import dev.quoll.tls.codec.VectorReader;
import dev.quoll.tls.codec.VectorWriter;
import dev.quoll.tls.extension.CertificateTypeList;
import dev.quoll.tls.extension.Extension;
import dev.quoll.tls.extension.ExtensionBlock;
import dev.quoll.tls.extension.ExtensionType;
import dev.quoll.tls.extension.Extensions;
import dev.quoll.tls.extension.ProtocolNameList;
import dev.quoll.tls.extension.ServerName;
import dev.quoll.tls.extension.SignatureSchemeList;
import dev.quoll.tls.message.CertificateMessage;
import dev.quoll.tls.message.CertificateRequest;
import dev.quoll.tls.message.CertificateVerify;
import dev.quoll.tls.message.EncryptedExtensions;
import dev.quoll.tls.parameter.CertificateType;
import dev.quoll.tls.parameter.SignatureScheme;
import dev.quoll.tls.signature.HandshakeSignature;
import dev.quoll.tls.signature.SignedContent;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// Raw public keys, byte by byte, by vectors made with another implementation: the key whose
/// private half is 32 zero bytes.
class RawPublicKeyTest {
    private static final String KEY_INFO =
            "302a300506032b6570032100"
                    + "3b6a27bcceb6a42d62a3a8d02a6f0d73653215771de243a63ac048a18b59da29";
    private static final byte[] TRANSCRIPT_HASH = new byte[32];

    static {
        IntStream.range(0, 32).forEach(i -> TRANSCRIPT_HASH[i] = (byte) i);
    }

    private static byte[] hex(String text) {
        return HexFormat.of().parseHex(text);
    }

    private static PrivateKey privateKey() {
        try {
            return KeyFactory.getInstance("Ed25519")
                    .generatePrivate(
                            new PKCS8EncodedKeySpec(
                                    hex("302e020100300506032b657004220420" + "00".repeat(32))));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static PublicKey publicKey() {
        try {
            return KeyFactory.getInstance("Ed25519")
                    .generatePublic(new X509EncodedKeySpec(hex(KEY_INFO)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Credential credential() {
        return new Credential(privateKey(), new PeerIdentity.RawPublicKey(publicKey()));
    }

    private static EncodedIdentity raw(String... entries) {
        return new EncodedIdentity(
                CertificateType.RAW_PUBLIC_KEY,
                List.of(entries).stream().map(RawPublicKeyTest::hex).toList());
    }

    @Nested
    class OnTheWire {
        @ParameterizedTest
        @CsvSource({"CLIENT_CERTIFICATE_TYPE, 0013", "SERVER_CERTIFICATE_TYPE, 0014"})
        void theTypeIsAListInTheHelloAndAByteInTheAnswer(ExtensionType type, String code)
                throws TransportException {
            Extension offer = new CertificateTypeList(List.of(2)).encodeOffer(type);
            Extension answer = CertificateTypeList.encodeSelected(type, 2);

            assertThat(bytes(offer)).isEqualTo(hex("0006" + code + "0002" + "0102"));
            assertThat(bytes(answer)).isEqualTo(hex("0005" + code + "0001" + "02"));
            assertThat(CertificateTypeList.decodeOffer(offer).codes()).containsExactly(2);
            assertThat(CertificateTypeList.decodeSelected(answer)).isEqualTo(2);
        }

        private static byte[] bytes(Extension extension) {
            VectorWriter out = new VectorWriter();
            Extensions.of(extension).write(out);
            return out.toBytes();
        }

        @Test
        void theKeyStandsInPlaceOfACertificate() throws TransportException {
            byte[] message = hex("0b000035" + "00" + "000031" + "00002c" + KEY_INFO + "0000");

            assertThat(ScriptedClient.message(EncodedIdentity.of(credential().shown())).encode())
                    .isEqualTo(message);
            assertThat(
                            PeerProof.identity(
                                            CertificateMessage.decode(Bytes.message(message)),
                                            CertificateType.RAW_PUBLIC_KEY,
                                            Extensions.NONE)
                                    .decode())
                    .isEqualTo(new PeerIdentity.RawPublicKey(publicKey()));
        }

        @Test
        void theRequestNamesTheScheme() {
            assertThat(
                            new CertificateRequest(
                                            new byte[0],
                                            Extensions.of(
                                                    new SignatureSchemeList(List.of(0x0807))
                                                            .encode()))
                                    .encode())
                    .isEqualTo(hex("0d00000b00" + "0008" + "000d0004" + "0002" + "0807"));
        }

        @ParameterizedTest
        @CsvSource({
            "SERVER, 96a00230a837d4e49e5bdcb160f53f40d5406b96cb721a8ec05cee916dcf9da8"
                    + "9927705579d07f292bba52379e4e1795e7a1177cb004a8221d7e33dc3a95da0b",
            "CLIENT, 7d81cc3280b22cd592b8c2093d273aa480e6fbc8535f9cb3442f0dc88e3c205f"
                    + "ee32bb20b0eddf5df0f2e2314a7902d42b92d2c2724919c9846d34b9694b4904"
        })
        void theSignatureOfEachSide(Side side, String signature) throws GeneralSecurityException {
            byte[] content = SignedContent.of(side, TRANSCRIPT_HASH);

            byte[] signed =
                    HandshakeSignature.sign(
                            SignatureScheme.ED25519, privateKey(), content, new SecureRandom());

            assertThat(new CertificateVerify(0x0807, signed).encode())
                    .isEqualTo(hex("0f000044" + "0807" + "0040" + signature));
        }

        @Test
        void aProtocolAndANameBesideThem() {
            String name = "7dl2ff6emqi2qol3l382krodedij45bn3nh479hqo14a32qpr8kg.iroh.invalid";
            String nameBytes = HexFormat.of().formatHex(name.getBytes(StandardCharsets.US_ASCII));

            assertThat(bytes(new ProtocolNameList(List.of("/iroh-qad/0")).encode()))
                    .isEqualTo(hex("0012" + "0010000e000c0b" + "2f69726f682d7161642f30"));
            assertThat(bytes(new ServerName(name).encode()))
                    .isEqualTo(hex("004a" + "00000046" + "0044" + "00" + "0041" + nameBytes));
        }

        @Test
        void aClientOffersTheTypesItKnows() throws TransportException {
            CredentialSource own = new FixedCredentials(List.of(credential()));
            Extensions hello =
                    Peers.offer(Peers.client(PeerTrust.rawKeys((_, _) -> {}), own))
                            .hello()
                            .extensions();

            assertThat(hello.require(ExtensionType.CLIENT_CERTIFICATE_TYPE).data())
                    .isEqualTo(hex("0102"));
            assertThat(hello.require(ExtensionType.SERVER_CERTIFICATE_TYPE).data())
                    .isEqualTo(hex("0102"));
            assertThat(Peers.offer().hello().extensions().entries())
                    .extracting(Extension::type)
                    .doesNotContain(19, 20);
        }
    }

    @Nested
    class Refused {
        private void assertBad(TlsAlert alert, String... entries) {
            assertThatThrownBy(() -> raw(entries).decode()).satisfies(alert(alert));
        }

        @Test
        void twoKeys() {
            assertBad(TlsAlert.BAD_CERTIFICATE, KEY_INFO, KEY_INFO);
        }

        @Test
        void keysOfOtherKindsAndForms() {
            String x25519 = KEY_INFO.replace("2b6570", "2b656e");

            for (String other : List.of("00", x25519, KEY_INFO + "00", KEY_INFO.substring(0, 86))) {
                assertBad(TlsAlert.UNSUPPORTED_CERTIFICATE, other);
            }
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "0000000000000000000000000000000000000000000000000000000000000000",
                    "0100000000000000000000000000000000000000000000000000000000000000",
                    "0100000000000000000000000000000000000000000000000000000000000080",
                    "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
                    "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85"
                })
        void keysThatAnybodyCanSignWith(String key) {
            assertBad(TlsAlert.BAD_CERTIFICATE, "302a300506032b6570032100" + key);
        }

        @Test
        void aPointOffTheCurve() {
            EncodedIdentity identity =
                    raw("3059301306072a8648ce3d020106082a8648ce3d03010703420004" + "01".repeat(64));
            PeerProof proof =
                    new PeerProof(
                            Side.SERVER,
                            identity,
                            SignatureScheme.ECDSA_SECP256R1_SHA256,
                            new byte[70],
                            TRANSCRIPT_HASH);

            assertThatThrownBy(() -> proof.check(PeerTrust.rawKeys((_, _) -> {}), Optional.empty()))
                    .isInstanceOf(TransportException.class);
        }
    }

    /// What a client that offered raw public keys refuses of a server.
    @Nested
    class AnAnswer {
        private final ScriptedServer server = new ScriptedServer();
        private final TlsSession client =
                Session.client(
                        Peers.client(
                                PeerTrust.rawKeys((_, _) -> {}),
                                new FixedCredentials(List.of(credential()))),
                        Peers.HOST,
                        Peers.CLIENT_PARAMETERS);

        AnAnswer() {
            server.scheme = SignatureScheme.ED25519;
            server.otherKey = Optional.of(privateKey());
            server.certificate = _ -> ScriptedClient.message(raw(KEY_INFO));
            answer(2, 2);
        }

        private void answer(int serverType, int clientType) {
            server.encryptedExtensions =
                    old -> {
                        List<Extension> list = new ArrayList<>(old.extensions().entries());
                        list.add(selected(ExtensionType.SERVER_CERTIFICATE_TYPE, serverType));
                        list.add(selected(ExtensionType.CLIENT_CERTIFICATE_TYPE, clientType));
                        return new EncryptedExtensions(new Extensions(list));
                    };
        }

        private static Extension selected(ExtensionType type, int code) {
            return CertificateTypeList.encodeSelected(type, code);
        }

        private void assertRefused(TlsAlert alert) {
            assertThatThrownBy(() -> server.meet(client)).satisfies(alert(alert));
        }

        @Test
        void thatIsRightIsAccepted() {
            assertThatCode(() -> server.meet(client)).doesNotThrowAnyException();
        }

        @ParameterizedTest
        @CsvSource({"0, 2", "1, 2", "2, 0", "2, 255"})
        void withATypeNotOffered(int serverType, int clientType) {
            answer(serverType, clientType);

            assertRefused(TlsAlert.ILLEGAL_PARAMETER);
        }

        @Test
        void withoutAType() {
            server.encryptedExtensions = old -> old;

            assertRefused(TlsAlert.UNSUPPORTED_CERTIFICATE);
        }

        @Test
        void withAListInsteadOfAType() {
            server.encryptedExtensions =
                    old -> {
                        List<Extension> list = new ArrayList<>(old.extensions().entries());
                        list.add(
                                new CertificateTypeList(List.of(2))
                                        .encodeOffer(ExtensionType.SERVER_CERTIFICATE_TYPE));
                        return new EncryptedExtensions(new Extensions(list));
                    };

            assertRefused(TlsAlert.DECODE_ERROR);
        }

        @Test
        void withACertificateAllTheSame() {
            server.certificate = old -> old;

            assertRefused(TlsAlert.UNSUPPORTED_CERTIFICATE);
        }

        @Test
        void withTheKeyOfSomebodyElse() {
            server.otherKey = Optional.empty();
            server.scheme = SignatureScheme.ECDSA_SECP256R1_SHA256;

            assertRefused(TlsAlert.ILLEGAL_PARAMETER);
        }

        @Test
        void withASignatureOfSomebodyElse() {
            server.certificateVerify = old -> new CertificateVerify(old.scheme(), new byte[64]);

            assertRefused(TlsAlert.DECRYPT_ERROR);
        }

        @Test
        void thatWasNotAskedFor() {
            TlsSession plain = Session.client(Peers.client(), Peers.HOST, Peers.CLIENT_PARAMETERS);

            assertThatThrownBy(() -> server.meet(plain))
                    .satisfies(alert(TlsAlert.UNSUPPORTED_EXTENSION));
        }
    }

    @Test
    void anEmptyListOfTypesIsMalformed() {
        Extension empty = Extension.of(ExtensionType.SERVER_CERTIFICATE_TYPE, new byte[1]);

        assertThatThrownBy(() -> CertificateTypeList.decodeOffer(empty))
                .satisfies(alert(TlsAlert.DECODE_ERROR));
        assertThatThrownBy(
                        () ->
                                Extensions.read(
                                        new VectorReader(hex("0005001300010200")),
                                        ExtensionBlock.SERVER_HELLO))
                .satisfies(alert(TlsAlert.ILLEGAL_PARAMETER));
    }
}
