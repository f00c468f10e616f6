package dev.quoll.core.protection;

import dev.quoll.core.spi.CipherSuite;
import dev.quoll.core.spi.PacketProtection;

import java.security.GeneralSecurityException;
import java.security.spec.AlgorithmParameterSpec;

import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.IvParameterSpec;

/// What differs in the JCA between the AEADs.
enum Aead {
    AES_GCM("AES/GCM/NoPadding", "AES") {
        @Override
        AlgorithmParameterSpec parameters(byte[] nonce) {
            return new GCMParameterSpec(PacketProtection.TAG_LENGTH * Byte.SIZE, nonce);
        }
    },
    CHACHA20_POLY1305("ChaCha20-Poly1305", "ChaCha20") {
        @Override
        AlgorithmParameterSpec parameters(byte[] nonce) {
            return new IvParameterSpec(nonce);
        }
    };

    private final String transformation;
    private final String keyAlgorithm;

    Aead(String transformation, String keyAlgorithm) {
        this.transformation = transformation;
        this.keyAlgorithm = keyAlgorithm;
    }

    static Aead of(CipherSuite suite) {
        return switch (suite) {
            case TLS_AES_128_GCM_SHA256, TLS_AES_256_GCM_SHA384 -> AES_GCM;
            case TLS_CHACHA20_POLY1305_SHA256 -> CHACHA20_POLY1305;
        };
    }

    /// What a packet's cipher is initialised with; it copies `nonce`.
    abstract AlgorithmParameterSpec parameters(byte[] nonce);

    String keyAlgorithm() {
        return keyAlgorithm;
    }

    Cipher cipher() {
        try {
            return Cipher.getInstance(transformation);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the JDK has " + transformation, e);
        }
    }
}
