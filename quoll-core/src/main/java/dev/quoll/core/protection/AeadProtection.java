package dev.quoll.core.protection;

import dev.quoll.core.spi.CipherSuite;
import dev.quoll.core.spi.HeaderProtector;
import dev.quoll.core.spi.PacketOpener;
import dev.quoll.core.spi.PacketProtection;
import dev.quoll.core.spi.PacketSealer;
import dev.quoll.core.spi.TrafficSecret;
import dev.quoll.core.version.QuicVersion;

import java.util.Arrays;

import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/// The protection that QUIC has on the network, by the AEADs of the JCA provider the user prefers.
/// Immutable, *thread-safe*.
///
/// @spec https://www.rfc-editor.org/rfc/rfc9001#section-5.1 RFC 9001, section 5.1
public final class AeadProtection implements PacketProtection {
    /// The protection; it has no state.
    public AeadProtection() {}

    @Override
    public PacketSealer sealer(QuicVersion version, TrafficSecret secret) {
        Hkdf hkdf = new Hkdf(secret.suite());
        return new AeadSealer(
                Aead.of(secret.suite()), key(hkdf, version, secret), nonce(hkdf, version, secret));
    }

    @Override
    public PacketOpener opener(QuicVersion version, TrafficSecret secret) {
        Hkdf hkdf = new Hkdf(secret.suite());
        return new AeadOpener(
                Aead.of(secret.suite()), key(hkdf, version, secret), nonce(hkdf, version, secret));
    }

    @Override
    public HeaderProtector headerProtector(QuicVersion version, TrafficSecret secret) {
        CipherSuite suite = secret.suite();
        byte[] key =
                expand(new Hkdf(suite), secret, version.labelPrefix() + "hp", suite.keyLength());
        return switch (suite) {
            case TLS_AES_128_GCM_SHA256, TLS_AES_256_GCM_SHA384 ->
                    new AesHeaderProtector(secretKey(key, "AES"));
            case TLS_CHACHA20_POLY1305_SHA256 ->
                    new ChaCha20HeaderProtector(secretKey(key, "ChaCha20"));
        };
    }

    @Override
    public TrafficSecret nextSecret(QuicVersion version, TrafficSecret secret) {
        CipherSuite suite = secret.suite();
        byte[] next =
                expand(new Hkdf(suite), secret, version.labelPrefix() + "ku", suite.hashLength());
        try {
            return new TrafficSecret(suite, next);
        } finally {
            Arrays.fill(next, (byte) 0);
        }
    }

    private static SecretKey key(Hkdf hkdf, QuicVersion version, TrafficSecret secret) {
        CipherSuite suite = secret.suite();
        byte[] key = expand(hkdf, secret, version.labelPrefix() + "key", suite.keyLength());
        return secretKey(key, Aead.of(suite).keyAlgorithm());
    }

    private static Nonce nonce(Hkdf hkdf, QuicVersion version, TrafficSecret secret) {
        return new Nonce(expand(hkdf, secret, version.labelPrefix() + "iv", Nonce.LENGTH));
    }

    private static SecretKey secretKey(byte[] bytes, String algorithm) {
        try {
            return new SecretKeySpec(bytes, algorithm);
        } finally {
            Arrays.fill(bytes, (byte) 0);
        }
    }

    private static byte[] expand(Hkdf hkdf, TrafficSecret secret, String label, int length) {
        byte[] bytes = secret.toBytes();
        try {
            return hkdf.expandLabel(bytes, label, length);
        } finally {
            Arrays.fill(bytes, (byte) 0);
        }
    }
}
