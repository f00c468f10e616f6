package dev.quoll.tls.agreement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quoll.core.error.TransportException;
import dev.quoll.tls.Alerts;
import dev.quoll.tls.FixedRandom;
import dev.quoll.tls.parameter.NamedGroup;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Arrays;

/// X25519MLKEM768: the order of the shares and of the secrets, and what is refused.
class HybridTest {
    private static final NamedGroup GROUP = NamedGroup.X25519MLKEM768;
    private static final int KEY = 1184;
    private static final int CIPHERTEXT = 1088;

    private final EphemeralKeys keys = EphemeralKeys.onDemand(FixedRandom.seeded(1));
    private final KeyShare client = KeyShare.generate(GROUP, keys);

    private static byte[] part(byte[] bytes, int from, int to) {
        return Arrays.copyOfRange(bytes, from, to);
    }

    @Test
    void sharesAndSecretHaveTheSizesOfTheDraft() throws TransportException {
        KeyShare.Answer server = KeyShare.answer(GROUP, client.publicShare(), keys);

        assertThat(client.publicShare()).hasSize(1216);
        assertThat(server.publicShare()).hasSize(1120);
        assertThat(server.sharedSecret()).hasSize(64);
    }

    /// The same randomness makes the same parts when they are made one by one.
    @Test
    void mlKemComesFirstInSharesAndSecret() throws TransportException {
        EphemeralKeys again = EphemeralKeys.onDemand(FixedRandom.seeded(1));
        Agreement.Offer kem = Encapsulation.ML_KEM_768.offer(again);
        Agreement.Offer curve = DiffieHellman.X25519.offer(again);
        byte[] share = client.publicShare();
        KeyShare.Answer server = KeyShare.answer(GROUP, share, keys);
        byte[] answer = server.publicShare();

        assertThat(part(share, 0, KEY)).isEqualTo(kem.publicShare());
        assertThat(part(share, KEY, share.length)).isEqualTo(curve.publicShare());
        assertThat(part(server.sharedSecret(), 0, 32))
                .isEqualTo(kem.agree(part(answer, 0, CIPHERTEXT)));
        assertThat(part(server.sharedSecret(), 32, 64))
                .isEqualTo(curve.agree(part(answer, CIPHERTEXT, answer.length)));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 32, KEY, 1215, 1217, 1248})
    void aClientsShareOfAnotherSizeIsRefused(int length) {
        byte[] share = Arrays.copyOf(client.publicShare(), length);

        assertThatThrownBy(() -> KeyShare.answer(GROUP, share, keys))
                .satisfies(Alerts.ILLEGAL_PARAMETER);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 32, CIPHERTEXT, 1119, 1121, 1216})
    void aServersShareOfAnotherSizeIsRefused(int length) throws TransportException {
        byte[] share = KeyShare.answer(GROUP, client.publicShare(), keys).publicShare();

        assertThatThrownBy(() -> client.agree(Arrays.copyOf(share, length)))
                .satisfies(Alerts.ILLEGAL_PARAMETER);
    }

    /// 3329 = 0xd01, low or high in the twenty-four bits of a pair.
    @ParameterizedTest
    @CsvSource({"0, 01, 0d, 00", "0, 00, 10, d0", "1149, 01, 0d, 00", "1149, ff, ff, ff"})
    void aKeyWithANumberOverTheModulusIsRefused(int offset, String a, String b, String c) {
        byte[] share = client.publicShare().clone();
        share[offset] = (byte) Integer.parseInt(a, 16);
        share[offset + 1] = (byte) Integer.parseInt(b, 16);
        share[offset + 2] = (byte) Integer.parseInt(c, 16);

        assertThatThrownBy(() -> KeyShare.answer(GROUP, share, keys))
                .satisfies(Alerts.ILLEGAL_PARAMETER)
                .hasMessageContaining("modulus");
    }

    @Test
    void theLargestNumberUnderTheModulusIsTaken() throws TransportException {
        byte[] share = client.publicShare().clone();
        share[0] = 0x00; // 3328 = 0xd00, twice
        share[1] = 0x0d;
        share[2] = (byte) 0xd0;

        assertThat(KeyShare.answer(GROUP, share, keys).publicShare()).hasSize(1120);
    }

    @Test
    void aCurveShareThatForcesTheSecretIsRefusedOnBothSides() throws TransportException {
        byte[] share = client.publicShare().clone();
        Arrays.fill(share, KEY, share.length, (byte) 0);
        byte[] answer = KeyShare.answer(GROUP, client.publicShare(), keys).publicShare();
        Arrays.fill(answer, CIPHERTEXT, answer.length, (byte) 0);

        assertThatThrownBy(() -> KeyShare.answer(GROUP, share, keys))
                .satisfies(Alerts.ILLEGAL_PARAMETER);
        assertThatThrownBy(() -> client.agree(answer)).satisfies(Alerts.ILLEGAL_PARAMETER);
    }

    @Test
    void aCiphertextThatWasChangedGivesAnotherSecret() throws TransportException {
        KeyShare.Answer server = KeyShare.answer(GROUP, client.publicShare(), keys);
        byte[] changed = server.publicShare().clone();
        changed[7] ^= 1;

        assertThat(client.agree(changed)).hasSize(64).isNotEqualTo(server.sharedSecret());
    }
}
