package dev.quoll.core.protection;

import dev.quoll.core.spi.CipherSuite;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Optional;
import java.util.random.RandomGenerator;

import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// One key for things that are handed out and come back, such as tickets and tokens. Each is sealed
/// by AES-256-GCM with a key and nonce of its own, derived from this one and a random salt, so that
/// the number of things under one key needs no limit. *Immutable*.
///
/// ```
/// Sealed { Key Name (64), Salt (256), Sealed Content (..) }
/// ```
final class SealingKey {
    static final int LENGTH = 32;

    private static final int NAME_LENGTH = 8;
    private static final int SALT_LENGTH = 32;
    private static final int AES_KEY_LENGTH = 32;
    private static final int NONCE_LENGTH = 12;
    private static final int TAG_LENGTH = 16;
    private static final int OVERHEAD = NAME_LENGTH + SALT_LENGTH + TAG_LENGTH;

    private final byte[] key;
    private final String purpose;
    private final byte[] name;

    /// @param purpose keys for another one open nothing of this one, though they be the same bytes
    SealingKey(String purpose, byte[] key) {
        if (key.length != LENGTH) {
            throw new IllegalArgumentException("a key of " + key.length + " bytes");
        }
        this.key = key.clone();
        this.purpose = purpose;
        this.name = derive(new byte[SALT_LENGTH], "name", NAME_LENGTH);
    }

    boolean isSameAs(SealingKey other) {
        return MessageDigest.isEqual(key, other.key);
    }

    byte[] seal(byte[] content, RandomGenerator random) {
        byte[] salt = new byte[SALT_LENGTH];
        random.nextBytes(salt);
        byte[] sealed = Arrays.copyOf(name, OVERHEAD + content.length);
        System.arraycopy(salt, 0, sealed, NAME_LENGTH, SALT_LENGTH);
        try {
            cipher(Cipher.ENCRYPT_MODE, salt)
                    .doFinal(content, 0, content.length, sealed, NAME_LENGTH + SALT_LENGTH);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("content that cannot be sealed", e);
        }
        return sealed;
    }

    /// The content, if this key sealed it and nobody changed it.
    Optional<byte[]> open(byte[] sealed) {
        if (sealed.length < OVERHEAD
                || !Arrays.equals(sealed, 0, NAME_LENGTH, name, 0, NAME_LENGTH)) {
            return Optional.empty();
        }
        int sealedAt = NAME_LENGTH + SALT_LENGTH;
        byte[] salt = Arrays.copyOfRange(sealed, NAME_LENGTH, sealedAt);
        try {
            return Optional.of(
                    cipher(Cipher.DECRYPT_MODE, salt)
                            .doFinal(sealed, sealedAt, sealed.length - sealedAt));
        } catch (AEADBadTagException e) {
            return Optional.empty();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("content that cannot be opened", e);
        }
    }

    private Cipher cipher(int mode, byte[] salt) throws GeneralSecurityException {
        byte[] derived = derive(salt, "seal", AES_KEY_LENGTH + NONCE_LENGTH);
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(
                mode,
                new SecretKeySpec(derived, 0, AES_KEY_LENGTH, "AES"),
                new GCMParameterSpec(8 * TAG_LENGTH, derived, AES_KEY_LENGTH, NONCE_LENGTH));
        cipher.updateAAD(name);
        Arrays.fill(derived, (byte) 0);
        return cipher;
    }

    private byte[] derive(byte[] salt, String use, int length) {
        byte[] info = (purpose + " " + use).getBytes(StandardCharsets.US_ASCII);
        Hkdf hkdf = new Hkdf(CipherSuite.TLS_AES_128_GCM_SHA256); // for its hash
        byte[] extracted = hkdf.extract(salt, key);
        byte[] derived = hkdf.expand(extracted, info, length);
        Arrays.fill(extracted, (byte) 0);
        hkdf.forget();
        return derived;
    }

    @Override
    public String toString() {
        return "SealingKey[hidden]";
    }
}
