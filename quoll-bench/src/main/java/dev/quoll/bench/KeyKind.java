package dev.quoll.bench;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;

/// What kind of key signs a handshake, and the certificate of the key.
public enum KeyKind {
    ECDSA_P256("EC", 256, "SHA256withECDSA"),
    ED25519("Ed25519", 255, "Ed25519"),
    RSA_2048("RSA", 2048, "SHA256withRSA");

    private final String algorithm;
    private final int bits;
    private final String signature;

    KeyKind(String algorithm, int bits, String signature) {
        this.algorithm = algorithm;
        this.bits = bits;
        this.signature = signature;
    }

    KeyPair generate() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
        generator.initialize(bits);
        return generator.generateKeyPair();
    }

    /// What the JCA calls the signatures that authorities make with such keys.
    String signature() {
        return signature;
    }
}
