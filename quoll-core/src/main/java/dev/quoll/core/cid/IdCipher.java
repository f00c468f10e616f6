package dev.quoll.core.cid;

import java.security.GeneralSecurityException;
import java.util.Arrays;

import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;

/// Encrypts the part of a connection ID behind its first byte, of 5 to 19 bytes, into as many: one
/// AES block where they are 16, else four rounds in which each half hides the other. *Confined*.
///
/// @spec https://www.ietf.org/archive/id/draft-ietf-quic-load-balancers-21.html
///   draft-ietf-quic-load-balancers, section 5.4
final class IdCipher {
    /// Bytes of a key.
    static final int KEY_LENGTH = 16;

    static final int MIN_LENGTH = 5;
    static final int MAX_LENGTH = 19;

    private static final int BLOCK = 16;
    private static final int ROUNDS = 4;
    private static final int LENGTH_PLACE = 14;
    private static final int ROUND_PLACE = 15;

    private final Cipher encrypting;
    private final Cipher decrypting;
    private final byte[] block = new byte[BLOCK];

    IdCipher(byte[] key) {
        if (key.length != KEY_LENGTH) {
            throw new IllegalArgumentException("a key of " + key.length + " bytes");
        }
        encrypting = cipher(Cipher.ENCRYPT_MODE, key);
        decrypting = cipher(Cipher.DECRYPT_MODE, key);
    }

    private static Cipher cipher(int mode, byte[] key) {
        try {
            Cipher cipher = Cipher.getInstance("AES/ECB/NoPadding");
            cipher.init(mode, new SecretKeySpec(key, "AES"));
            return cipher;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has AES", e);
        }
    }

    byte[] encrypt(byte[] plain) {
        return plain.length == BLOCK ? whole(encrypting, plain) : rounds(plain, 1, 1);
    }

    byte[] decrypt(byte[] encrypted) {
        return encrypted.length == BLOCK
                ? whole(decrypting, encrypted)
                : rounds(encrypted, ROUNDS, -1);
    }

    private static byte[] whole(Cipher cipher, byte[] in) {
        try {
            return cipher.doFinal(in);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES of a whole block", e);
        }
    }

    private byte[] rounds(byte[] in, int firstRound, int step) {
        assert in.length >= MIN_LENGTH && in.length <= MAX_LENGTH : in.length;
        int half = (in.length + 1) / 2;
        byte[] left = new byte[half];
        byte[] right = new byte[half];
        System.arraycopy(in, 0, left, 0, half);
        System.arraycopy(in, in.length - half, right, 0, half);
        boolean isOdd = in.length % 2 == 1;
        clearShared(left, right, isOdd);
        for (int i = 0, round = firstRound; i < ROUNDS; i++, round += step) {
            boolean hidesRight = round % 2 == 1;
            hide(hidesRight ? right : left, hidesRight ? left : right, in.length, round);
            clearShared(left, right, isOdd);
        }
        return join(left, right, in.length);
    }

    /// The byte in the middle of an odd number is shared: four bits belong to each half.
    private static void clearShared(byte[] left, byte[] right, boolean isOdd) {
        if (isOdd) {
            left[left.length - 1] &= (byte) 0xf0;
            right[0] &= 0x0f;
        }
    }

    private void hide(byte[] hidden, byte[] by, int length, int round) {
        Arrays.fill(block, (byte) 0);
        System.arraycopy(by, 0, block, 0, by.length);
        block[LENGTH_PLACE] = (byte) length;
        block[ROUND_PLACE] = (byte) round;
        byte[] mask = whole(encrypting, block);
        for (int i = 0; i < hidden.length; i++) {
            hidden[i] ^= mask[i];
        }
    }

    private static byte[] join(byte[] left, byte[] right, int length) {
        byte[] joined = new byte[length];
        System.arraycopy(left, 0, joined, 0, left.length);
        for (int i = 0; i < right.length; i++) { // one byte of both if the length is odd
            joined[length - right.length + i] |= right[i];
        }
        return joined;
    }
}
