package dev.quoll.tls.resumption;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Optional;

import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.KDF;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.HKDFParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// One key for tickets. Each ticket is sealed by AES-256-GCM with a key and nonce of its own,
/// derived from this one and the ticket's random salt, so that the number of tickets under one key
/// needs no limit. *Immutable*.
///
/// ```
/// Ticket { Key Name (64), Salt (256), Sealed Content (..) }
/// ```
final class TicketKey {
    static final int LENGTH = 32;

    private static final int NAME_LENGTH = 8;
    private static final int SALT_LENGTH = 32;
    private static final int AES_KEY_LENGTH = 32;
    private static final int NONCE_LENGTH = 12;
    private static final int TAG_LENGTH = 16;
    private static final int OVERHEAD = NAME_LENGTH + SALT_LENGTH + TAG_LENGTH;
    private static final byte[] NAME_INFO = {'n'};
    private static final byte[] SEAL_INFO = {'s'};

    private final byte[] key;
    private final byte[] name;

    TicketKey(byte[] key) {
        if (key.length != LENGTH) {
            throw new IllegalArgumentException("a ticket key of " + key.length + " bytes");
        }
        this.key = key.clone();
        this.name = derive(new byte[SALT_LENGTH], NAME_INFO, NAME_LENGTH);
    }

    boolean isSameAs(TicketKey other) {
        return MessageDigest.isEqual(key, other.key);
    }

    byte[] seal(byte[] content, SecureRandom random) {
        byte[] salt = new byte[SALT_LENGTH];
        random.nextBytes(salt);
        byte[] ticket = Arrays.copyOf(name, OVERHEAD + content.length);
        System.arraycopy(salt, 0, ticket, NAME_LENGTH, SALT_LENGTH);
        try {
            cipher(Cipher.ENCRYPT_MODE, salt)
                    .doFinal(content, 0, content.length, ticket, NAME_LENGTH + SALT_LENGTH);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a ticket that cannot be sealed", e);
        }
        return ticket;
    }

    /// The content, if the ticket is ours and unchanged.
    Optional<byte[]> open(byte[] ticket) {
        if (ticket.length < OVERHEAD
                || !Arrays.equals(ticket, 0, NAME_LENGTH, name, 0, NAME_LENGTH)) {
            return Optional.empty();
        }
        int sealedAt = NAME_LENGTH + SALT_LENGTH;
        byte[] salt = Arrays.copyOfRange(ticket, NAME_LENGTH, sealedAt);
        try {
            return Optional.of(
                    cipher(Cipher.DECRYPT_MODE, salt)
                            .doFinal(ticket, sealedAt, ticket.length - sealedAt));
        } catch (AEADBadTagException e) {
            return Optional.empty();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a ticket that cannot be opened", e);
        }
    }

    private Cipher cipher(int mode, byte[] salt) throws GeneralSecurityException {
        byte[] derived = derive(salt, SEAL_INFO, AES_KEY_LENGTH + NONCE_LENGTH);
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(
                mode,
                new SecretKeySpec(derived, 0, AES_KEY_LENGTH, "AES"),
                new GCMParameterSpec(8 * TAG_LENGTH, derived, AES_KEY_LENGTH, NONCE_LENGTH));
        cipher.updateAAD(name);
        Arrays.fill(derived, (byte) 0);
        return cipher;
    }

    private byte[] derive(byte[] salt, byte[] info, int length) {
        try {
            return KDF.getInstance("HKDF-SHA256")
                    .deriveData(
                            HKDFParameterSpec.ofExtract()
                                    .addSalt(salt)
                                    .addIKM(key)
                                    .thenExpand(info, length));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the JDK has HKDF since 25", e);
        }
    }

    @Override
    public String toString() {
        return "TicketKey[hidden]";
    }
}
