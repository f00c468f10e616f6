package dev.quoll.core.protection;

import dev.quoll.core.spi.PacketSealer;

import org.jspecify.annotations.Nullable;

import java.security.GeneralSecurityException;

import javax.crypto.Cipher;
import javax.crypto.SecretKey;

/// Seals packets with one cipher object, initialised for each: a new object would cost three times
/// as much.
final class AeadSealer implements PacketSealer {
    private final Aead aead;
    private final SecretKey key;
    private final Nonce nonce;
    private @Nullable Cipher cipher; // none while it rests

    AeadSealer(Aead aead, SecretKey key, Nonce nonce) {
        this.aead = aead;
        this.key = key;
        this.nonce = nonce;
        this.cipher = aead.cipher();
    }

    @Override
    public void rest() {
        cipher = null;
    }

    private Cipher awake() {
        Cipher present = cipher; // read once, since rest() may come in between
        if (present == null) {
            present = aead.cipher();
            cipher = present;
        }
        return present;
    }

    /// @throws IllegalStateException if a packet number is used twice in a row
    @Override
    public void seal(
            long pathId,
            long packetNumber,
            byte[] bytes,
            int headerOffset,
            int headerLength,
            int payloadLength) {
        int payloadOffset = headerOffset + headerLength;
        try {
            Cipher cipher = awake();
            cipher.init(Cipher.ENCRYPT_MODE, key, aead.parameters(nonce.of(pathId, packetNumber)));
            cipher.updateAAD(bytes, headerOffset, headerLength);
            cipher.doFinal(bytes, payloadOffset, payloadLength, bytes, payloadOffset);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("cannot seal packet " + packetNumber, e);
        }
    }
}
