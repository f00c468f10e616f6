package dev.quoll.tls.certificate;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.Provider;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Security;
import java.security.interfaces.EdECPrivateKey;
import java.security.spec.NamedParameterSpec;
import java.util.Arrays;
import java.util.stream.Stream;

/// Finds the public half of a private key that stands alone in a file, for raw public keys.
final class PublicHalf {
    private static final String ED25519 = "Ed25519";

    private PublicHalf() {}

    /// Of an Ed25519 key. The JCA has no call for it, but a key pair made from the randomness that
    /// once made the private half has the public half with it.
    ///
    /// @throws IllegalArgumentException if the key is on another curve or hides its bytes, or no
    ///   provider takes the randomness it is given
    static PublicKey of(EdECPrivateKey key) {
        byte[] seed = key.getBytes().orElseThrow(PublicHalf::unknown);
        try {
            return Stream.of(providers())
                    .map(provider -> pairFrom(seed, provider))
                    .filter(pair -> isFrom(seed, pair))
                    .findFirst()
                    .orElseThrow(PublicHalf::unknown)
                    .getPublic();
        } finally {
            Arrays.fill(seed, (byte) 0);
        }
    }

    /// Of an EC key in PKCS#8, where the public half may be written beside the private one.
    ///
    /// ```
    /// ECPrivateKey ::= SEQUENCE { version 1, privateKey OCTET STRING, [0] curve, [1] publicKey }
    /// ```
    ///
    /// @throws IllegalArgumentException if it is not there, or the key is not on secp256r1
    /// @spec https://www.rfc-editor.org/rfc/rfc5915#section-3 RFC 5915, section 3
    static PublicKey ofEc(byte[] pkcs8) {
        Der info = new Der(pkcs8).enter(Der.SEQUENCE);
        info.skip(Der.INTEGER);
        byte[] algorithm = info.content(Der.SEQUENCE);
        Der fields = info.enter(Der.OCTET_STRING).enter(Der.SEQUENCE);
        fields.skip(Der.INTEGER);
        fields.skip(Der.OCTET_STRING);
        if (fields.nextIs(Der.CONTEXT_0)) {
            fields.skip(Der.CONTEXT_0);
        }
        if (!fields.nextIs(Der.CONTEXT_1)) {
            throw unknown();
        }
        byte[] point = fields.enter(Der.CONTEXT_1).content(Der.BIT_STRING);
        return RawKeyForm.ofEncoded(
                Der.sequence(Der.wrap(Der.SEQUENCE, algorithm), Der.wrap(Der.BIT_STRING, point)));
    }

    private static Provider[] providers() {
        Provider[] found = Security.getProviders("KeyPairGenerator." + ED25519);
        return found == null ? new Provider[0] : found;
    }

    private static KeyPair pairFrom(byte[] seed, Provider provider) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(ED25519, provider);
            generator.initialize(NamedParameterSpec.ED25519, new Repeating(seed));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a provider without what it lists: " + provider, e);
        }
    }

    private static boolean isFrom(byte[] seed, KeyPair pair) {
        return pair.getPrivate() instanceof EdECPrivateKey made
                && made.getBytes().filter(bytes -> MessageDigest.isEqual(bytes, seed)).isPresent();
    }

    private static IllegalArgumentException unknown() {
        return new IllegalArgumentException(
                "a private key whose public half is not known: add its PUBLIC KEY block, made by"
                        + " openssl pkey -pubout");
    }

    /// Gives the same bytes again and again, so that a generator makes the same key.
    private static final class Repeating extends SecureRandom {
        private static final long serialVersionUID = 1L;

        private final byte[] seed;

        Repeating(byte[] seed) {
            this.seed = seed;
        }

        @Override
        public void nextBytes(byte[] bytes) {
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] = seed[i % seed.length];
            }
        }
    }
}
