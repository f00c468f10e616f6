package dev.quoll.tls.signature;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quoll.core.id.Side;
import dev.quoll.core.spi.CipherSuite;
import dev.quoll.tls.FixedRandom;
import dev.quoll.tls.Rfc8448;
import dev.quoll.tls.TestCertificates;
import dev.quoll.tls.TestCertificates.Issued;
import dev.quoll.tls.TestCertificates.Kind;
import dev.quoll.tls.parameter.SignatureScheme;
import dev.quoll.tls.schedule.Transcript;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.cert.CertificateFactory;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.security.spec.RSAKeyGenParameterSpec;
import java.util.Arrays;
import java.util.stream.Stream;

class HandshakeSignatureTest {
    private static final int CERTIFICATE_OFFSET = 11;
    private static final int SIGNATURE_OFFSET = 8;
    private static final Issued AUTHORITY = TestCertificates.authority("Root", Kind.EC_P256);
    private static final byte[] CONTENT = "signed".getBytes(StandardCharsets.US_ASCII);

    @Test
    void theRecordedSignatureOfRfc8448IsVerified() throws GeneralSecurityException {
        byte[] hash =
                new Transcript(CipherSuite.TLS_AES_128_GCM_SHA256)
                        .add(Rfc8448.CLIENT_HELLO)
                        .add(Rfc8448.SERVER_HELLO)
                        .add(Rfc8448.ENCRYPTED_EXTENSIONS)
                        .add(Rfc8448.CERTIFICATE)
                        .hash();
        byte[] verify = Rfc8448.CERTIFICATE_VERIFY;
        byte[] signature = Arrays.copyOfRange(verify, SIGNATURE_OFFSET, verify.length);

        assertThat(verify(recordedKey(), SignedContent.of(Side.SERVER, hash), signature)).isTrue();
        assertThat(verify(recordedKey(), SignedContent.of(Side.CLIENT, hash), signature)).isFalse();
    }

    private static boolean verify(PublicKey key, byte[] content, byte[] signature)
            throws GeneralSecurityException {
        return HandshakeSignature.verify(
                SignatureScheme.RSA_PSS_RSAE_SHA256, key, content, signature);
    }

    private static PublicKey recordedKey() throws GeneralSecurityException {
        byte[] message = Rfc8448.CERTIFICATE;
        return CertificateFactory.getInstance("X.509")
                .generateCertificate(
                        new ByteArrayInputStream(
                                message, CERTIFICATE_OFFSET, message.length - CERTIFICATE_OFFSET))
                .getPublicKey();
    }

    @ParameterizedTest
    @EnumSource(names = "RSA_1024", mode = EnumSource.Mode.EXCLUDE)
    void everySchemeThatFitsAKeySignsAndVerifies(Kind kind) throws GeneralSecurityException {
        Issued issued = TestCertificates.server(AUTHORITY, kind, "signer");
        PublicKey key = issued.certificate().getPublicKey();
        FixedRandom random = FixedRandom.seeded(3);

        assertThat(schemesFor(key)).isNotEmpty();
        for (SignatureScheme scheme : schemesFor(key).toList()) {
            byte[] signed = HandshakeSignature.sign(scheme, issued.key(), CONTENT, random);
            assertThat(HandshakeSignature.verify(scheme, key, CONTENT, signed)).isTrue();
            signed[signed.length - 1] ^= 1;
            assertThat(HandshakeSignature.verify(scheme, key, CONTENT, signed)).isFalse();
            assertThat(HandshakeSignature.verify(scheme, key, CONTENT, new byte[3])).isFalse();
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"EC_P256", "RSA_2048"})
    void allRandomnessComesFromTheSourceGiven(Kind kind) throws GeneralSecurityException {
        Issued issued = TestCertificates.server(AUTHORITY, kind, "signer");
        SignatureScheme scheme =
                schemesFor(issued.certificate().getPublicKey()).findFirst().orElseThrow();

        assertThat(HandshakeSignature.sign(scheme, issued.key(), CONTENT, FixedRandom.seeded(4)))
                .isEqualTo(
                        HandshakeSignature.sign(
                                scheme, issued.key(), CONTENT, FixedRandom.seeded(4)));
    }

    @ParameterizedTest
    @CsvSource({
        "EC_P256, ECDSA_SECP256R1_SHA256",
        "EC_P384, ECDSA_SECP384R1_SHA384",
        "EC_P521, ECDSA_SECP521R1_SHA512",
        "ED25519, ED25519",
        "ED448, ED448"
    })
    void aKeyOnACurveHasOneScheme(Kind kind, SignatureScheme scheme) {
        assertThat(schemesFor(keyOf(kind))).containsExactly(scheme);
    }

    @Test
    void pkcs1SignsNoHandshake() {
        assertThat(schemesFor(keyOf(Kind.RSA_2048)))
                .containsExactly(
                        SignatureScheme.RSA_PSS_RSAE_SHA256,
                        SignatureScheme.RSA_PSS_RSAE_SHA384,
                        SignatureScheme.RSA_PSS_RSAE_SHA512);
    }

    @Test
    void aKeyForPssAloneHasSchemesOfItsOwn() {
        assertThat(schemesFor(keyOf(Kind.RSA_PSS_2048)))
                .containsExactly(
                        SignatureScheme.RSA_PSS_PSS_SHA256,
                        SignatureScheme.RSA_PSS_PSS_SHA384,
                        SignatureScheme.RSA_PSS_PSS_SHA512);
    }

    @Test
    void aKeyForPssWithOneHashHasOneScheme() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSASSA-PSS");
        generator.initialize(
                new RSAKeyGenParameterSpec(
                        2048,
                        RSAKeyGenParameterSpec.F4,
                        new PSSParameterSpec("SHA-384", "MGF1", MGF1ParameterSpec.SHA384, 48, 1)));

        assertThat(schemesFor(generator.generateKeyPair().getPublic()))
                .containsExactly(SignatureScheme.RSA_PSS_PSS_SHA384);
    }

    private static PublicKey keyOf(Kind kind) {
        return TestCertificates.server(AUTHORITY, kind, "signer").certificate().getPublicKey();
    }

    private static Stream<SignatureScheme> schemesFor(PublicKey key) {
        return Stream.of(SignatureScheme.values())
                .filter(scheme -> HandshakeSignature.fits(scheme, key));
    }
}
