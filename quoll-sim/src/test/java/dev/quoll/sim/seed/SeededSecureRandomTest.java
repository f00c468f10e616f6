package dev.quoll.sim.seed;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.NamedParameterSpec;

class SeededSecureRandomTest {
    @Test
    void theSameSeedMakesTheSameKeys() throws Exception {
        assertThat(x25519(1).getPublic().getEncoded())
                .isEqualTo(x25519(1).getPublic().getEncoded());
        assertThat(x25519(1).getPublic().getEncoded())
                .isNotEqualTo(x25519(2).getPublic().getEncoded());
    }

    @Test
    void theSameSeedMakesTheSameSignature() throws Exception {
        assertThat(signature(1)).isEqualTo(signature(1)).isNotEqualTo(signature(2));
    }

    @Test
    void whatItIsSeededWithLaterDoesNotMatter() {
        SeededSecureRandom left = new SeededSecureRandom(new Seed(1));
        SeededSecureRandom right = new SeededSecureRandom(new Seed(1));
        right.setSeed(99);

        assertThat(left.nextLong()).isEqualTo(right.nextLong());
        assertThat(left.generateSeed(4)).isEqualTo(right.generateSeed(4));
    }

    private static KeyPair x25519(long seed) throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("X25519");
        generator.initialize(NamedParameterSpec.X25519, random(seed));
        return generator.generateKeyPair();
    }

    private static byte[] signature(long seed) throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"), random(seed));
        Signature signature = Signature.getInstance("SHA256withECDSA");
        signature.initSign(generator.generateKeyPair().getPrivate(), random(seed));
        signature.update(new byte[32]);
        return signature.sign();
    }

    private static SeededSecureRandom random(long seed) {
        return new SeededSecureRandom(new Seed(seed));
    }
}
