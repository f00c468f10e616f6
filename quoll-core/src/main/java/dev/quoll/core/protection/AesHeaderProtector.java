package dev.quoll.core.protection;

import dev.quoll.core.spi.HeaderProtector;

import org.jspecify.annotations.Nullable;

import java.security.GeneralSecurityException;

import javax.crypto.Cipher;
import javax.crypto.SecretKey;

/// Header masks by AES: a mask is the encrypted sample, and many are made in one call.
///
/// @spec https://www.rfc-editor.org/rfc/rfc9001#section-5.4.3 RFC 9001, section 5.4.3
final class AesHeaderProtector implements HeaderProtector {
    private final SecretKey key;
    private @Nullable Cipher cipher; // none while it rests

    AesHeaderProtector(SecretKey key) {
        this.key = key;
        this.cipher = cipher(key);
    }

    private static Cipher cipher(SecretKey key) {
        try {
            Cipher cipher = Cipher.getInstance("AES/ECB/NoPadding");
            cipher.init(Cipher.ENCRYPT_MODE, key);
            return cipher;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the JDK has AES", e);
        }
    }

    @Override
    public void rest() {
        cipher = null;
    }

    private Cipher awake() {
        Cipher present = cipher; // read once, since rest() may come in between
        if (present == null) {
            present = cipher(key);
            cipher = present;
        }
        return present;
    }

    @Override
    public void masks(byte[] samples, int count, byte[] masks) {
        try {
            awake().doFinal(samples, 0, count * SAMPLE_LENGTH, masks, 0);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("cannot mask " + count + " headers", e);
        }
    }
}
