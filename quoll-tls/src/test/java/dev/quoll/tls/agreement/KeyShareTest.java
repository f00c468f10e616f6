package dev.quoll.tls.agreement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quoll.core.error.TransportException;
import dev.quoll.tls.Alerts;
import dev.quoll.tls.FixedRandom;
import dev.quoll.tls.Rfc8448;
import dev.quoll.tls.Rfc8448Retry;
import dev.quoll.tls.parameter.NamedGroup;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.math.BigInteger;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPrivateKeySpec;
import java.util.HexFormat;

class KeyShareTest {
    private final EphemeralKeys keys = EphemeralKeys.onDemand(FixedRandom.seeded(1));

    @Test
    void theSharedSecretIsThatOfRfc8448() throws TransportException {
        KeyShare client =
                KeyShare.generate(
                        NamedGroup.X25519,
                        EphemeralKeys.onDemand(FixedRandom.of(Rfc8448.CLIENT_PRIVATE_KEY)));
        KeyShare.Answer server =
                KeyShare.answer(
                        NamedGroup.X25519,
                        Rfc8448.CLIENT_SHARE,
                        EphemeralKeys.onDemand(FixedRandom.of(Rfc8448.SERVER_PRIVATE_KEY)));

        assertThat(client.publicShare()).isEqualTo(Rfc8448.CLIENT_SHARE);
        assertThat(server.publicShare()).isEqualTo(Rfc8448.SERVER_SHARE);
        assertThat(server.sharedSecret()).isEqualTo(Rfc8448.SHARED_SECRET);
        assertThat(client.agree(Rfc8448.SERVER_SHARE)).isEqualTo(Rfc8448.SHARED_SECRET);
    }

    @ParameterizedTest
    @EnumSource
    void bothSidesGetTheSameSecret(NamedGroup group) throws TransportException {
        KeyShare client = KeyShare.generate(group, keys);
        KeyShare.Answer server = KeyShare.answer(group, client.publicShare(), keys);

        assertThat(client.agree(server.publicShare())).isEqualTo(server.sharedSecret());
    }

    @ParameterizedTest
    @EnumSource
    void allRandomnessComesFromTheSourceGiven(NamedGroup group) {
        assertThat(
                        KeyShare.generate(group, EphemeralKeys.onDemand(FixedRandom.seeded(7)))
                                .publicShare())
                .isEqualTo(
                        KeyShare.generate(group, EphemeralKeys.onDemand(FixedRandom.seeded(7)))
                                .publicShare())
                .isNotEqualTo(
                        KeyShare.generate(group, EphemeralKeys.onDemand(FixedRandom.seeded(8)))
                                .publicShare());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0000000000000000000000000000000000000000000000000000000000000000",
                "0100000000000000000000000000000000000000000000000000000000000000",
                "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
                "e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800",
                "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f"
            })
    void anX25519ShareThatForcesTheSecretIsRefused(String share) {
        assertRefused(NamedGroup.X25519, HexFormat.of().parseHex(share));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 31, 33, 64, 65, 66})
    void aShareOfAnotherLengthIsRefused(int length) {
        if (length != 65) {
            assertRefused(NamedGroup.SECP256R1, new byte[length]);
        }
        assertRefused(NamedGroup.X25519, new byte[length]);
    }

    @ParameterizedTest
    @ValueSource(bytes = {0, 2, 3, 5, 6, 7})
    void onlyTheUncompressedPointFormatIsTaken(byte format) {
        byte[] share = KeyShare.generate(NamedGroup.SECP256R1, keys).publicShare();
        share[0] = format;

        assertRefused(NamedGroup.SECP256R1, share);
    }

    @ParameterizedTest
    @EnumSource(names = {"SECP256R1", "SECP384R1", "SECP521R1"})
    void aPointOffItsCurveIsRefused(NamedGroup group) {
        byte[] share = KeyShare.generate(group, keys).publicShare();
        share[share.length - 1] ^= 1;

        assertRefused(group, share);
    }

    @ParameterizedTest
    @EnumSource
    void aShareOfZerosIsRefused(NamedGroup group) {
        byte[] share = new byte[KeyShare.generate(group, keys).publicShare().length];

        assertThatThrownBy(() -> KeyShare.answer(group, share, keys))
                .satisfies(Alerts.ILLEGAL_PARAMETER);
    }

    @Test
    void theSharedSecretOnP256IsThatOfRfc8448()
            throws TransportException, GeneralSecurityException {
        assertThat(
                        DiffieHellman.SECP256R1.agree(
                                p256(Rfc8448Retry.CLIENT_PRIVATE_KEY), Rfc8448Retry.SERVER_SHARE))
                .isEqualTo(Rfc8448Retry.SHARED_SECRET);
        assertThat(
                        DiffieHellman.SECP256R1.agree(
                                p256(Rfc8448Retry.SERVER_PRIVATE_KEY), Rfc8448Retry.CLIENT_SHARE))
                .isEqualTo(Rfc8448Retry.SHARED_SECRET);
    }

    private static PrivateKey p256(byte[] scalar) throws GeneralSecurityException {
        AlgorithmParameters curve = AlgorithmParameters.getInstance("EC");
        curve.init(new ECGenParameterSpec("secp256r1"));
        return KeyFactory.getInstance("EC")
                .generatePrivate(
                        new ECPrivateKeySpec(
                                new BigInteger(1, scalar),
                                curve.getParameterSpec(ECParameterSpec.class)));
    }

    @Test
    void nothingSecretIsPrinted() throws TransportException {
        KeyShare share = KeyShare.generate(NamedGroup.X25519, keys);

        assertThat(share).hasToString("KeyShare[X25519, hidden]");
        assertThat(KeyShare.answer(NamedGroup.X25519, share.publicShare(), keys))
                .hasToString("Answer[hidden]");
    }

    private void assertRefused(NamedGroup group, byte[] share) {
        assertThatThrownBy(() -> KeyShare.generate(group, keys).agree(share))
                .satisfies(Alerts.ILLEGAL_PARAMETER);
        assertThatThrownBy(() -> KeyShare.answer(group, share, keys))
                .satisfies(Alerts.ILLEGAL_PARAMETER);
    }
}
