package dev.quoll.tls.agreement;

import dev.quoll.tls.parameter.NamedGroup;

import java.security.InvalidAlgorithmParameterException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.NamedParameterSpec;

/// The kinds of key pair that key shares are made of, by the names of the JCA.
enum KeyPairKind {
    X25519(NamedParameterSpec.X25519),
    X448(NamedParameterSpec.X448),
    SECP256R1(NamedGroup.SECP256R1),
    SECP384R1(NamedGroup.SECP384R1),
    SECP521R1(NamedGroup.SECP521R1),
    ML_KEM_768(NamedParameterSpec.ML_KEM_768);

    private final String algorithm;

    @SuppressWarnings("ImmutableEnumChecker") // it has a name and nothing else
    private final NamedParameterSpec parameters;

    KeyPairKind(NamedParameterSpec parameters) {
        this.algorithm = parameters.getName();
        this.parameters = parameters;
    }

    KeyPairKind(NamedGroup curve) {
        this.algorithm = "EC";
        this.parameters = new ECGenParameterSpec(curve.registeredName());
    }

    /// What the JCA calls keys of this kind.
    String algorithm() {
        return algorithm;
    }

    /// Makes a pair. This is public-key work.
    KeyPair generate(SecureRandom random) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
            generator.initialize(parameters, random);
            return generator.generateKeyPair();
        } catch (NoSuchAlgorithmException | InvalidAlgorithmParameterException e) {
            throw new IllegalStateException("no keys of " + algorithm, e);
        }
    }
}
