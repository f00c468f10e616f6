package dev.quoll.core.protection;

import dev.quoll.core.spi.HeaderProtector;

import java.security.GeneralSecurityException;
import java.util.Arrays;

import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.ChaCha20ParameterSpec;

/// Header masks by ChaCha20: a mask is the key stream at the counter and nonce that the sample
/// holds.
///
/// @spec https://www.rfc-editor.org/rfc/rfc9001#section-5.4.4 RFC 9001, section 5.4.4
final class ChaCha20HeaderProtector extends RestingCipher implements HeaderProtector {
    private static final byte[] ZEROS = new byte[5];
    private static final int COUNTER_LENGTH = 4;

    private final SecretKey key;

    ChaCha20HeaderProtector(SecretKey key) {
        super(chaCha20());
        this.key = key;
    }

    private static Cipher chaCha20() {
        try {
            return Cipher.getInstance("ChaCha20");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the JDK has ChaCha20", e);
        }
    }

    @Override
    Cipher newCipher() {
        return chaCha20();
    }

    @Override
    public void masks(byte[] samples, int count, byte[] masks) {
        for (int at = 0; at < count * SAMPLE_LENGTH; at += SAMPLE_LENGTH) {
            mask(samples, masks, at);
        }
    }

    private void mask(byte[] samples, byte[] masks, int at) {
        byte[] nonce = Arrays.copyOfRange(samples, at + COUNTER_LENGTH, at + SAMPLE_LENGTH);
        Cipher cipher = cipher();
        try {
            // Decrypting zeros gives the same key stream, and the JDK lets a nonce come twice.
            cipher.init(
                    Cipher.DECRYPT_MODE,
                    key,
                    new ChaCha20ParameterSpec(nonce, counter(samples, at)));
            cipher.doFinal(ZEROS, 0, ZEROS.length, masks, at);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("cannot mask a header", e);
        }
    }

    private static int counter(byte[] samples, int at) {
        return samples[at] & 0xff
                | (samples[at + 1] & 0xff) << 8
                | (samples[at + 2] & 0xff) << 16
                | (samples[at + 3] & 0xff) << 24;
    }
}
