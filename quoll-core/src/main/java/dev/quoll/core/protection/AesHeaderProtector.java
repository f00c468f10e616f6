package dev.quoll.core.protection;

import dev.quoll.core.spi.HeaderProtector;

import java.security.GeneralSecurityException;

import javax.crypto.Cipher;
import javax.crypto.SecretKey;

/// Header masks by AES: a mask is the encrypted sample, and many are made in one call.
///
/// @spec https://www.rfc-editor.org/rfc/rfc9001#section-5.4.3 RFC 9001, section 5.4.3
final class AesHeaderProtector extends RestingCipher implements HeaderProtector {
    private final SecretKey key;

    AesHeaderProtector(SecretKey key) {
        super(cipher(key));
        this.key = key;
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
    Cipher newCipher() {
        return cipher(key);
    }

    @Override
    public void masks(byte[] samples, int count, byte[] masks) {
        try {
            cipher().doFinal(samples, 0, count * SAMPLE_LENGTH, masks, 0);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("cannot mask " + count + " headers", e);
        }
    }
}
