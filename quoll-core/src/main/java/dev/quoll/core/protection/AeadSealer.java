package dev.quoll.core.protection;

import dev.quoll.core.spi.PacketSealer;

import java.security.GeneralSecurityException;

import javax.crypto.Cipher;
import javax.crypto.SecretKey;

/// Seals packets with one cipher object, initialised for each: a new object would cost three times
/// as much.
final class AeadSealer extends RestingCipher implements PacketSealer {
    private final Aead aead;
    private final SecretKey key;
    private final Nonce nonce;

    AeadSealer(Aead aead, SecretKey key, Nonce nonce) {
        super(aead.cipher());
        this.aead = aead;
        this.key = key;
        this.nonce = nonce;
    }

    @Override
    Cipher newCipher() {
        return aead.cipher();
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
            Cipher cipher = cipher();
            cipher.init(Cipher.ENCRYPT_MODE, key, aead.parameters(nonce.of(pathId, packetNumber)));
            cipher.updateAAD(bytes, headerOffset, headerLength);
            cipher.doFinal(bytes, payloadOffset, payloadLength, bytes, payloadOffset);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("cannot seal packet " + packetNumber, e);
        }
    }
}
