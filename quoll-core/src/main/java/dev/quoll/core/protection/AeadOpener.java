package dev.quoll.core.protection;

import dev.quoll.core.spi.PacketOpener;
import dev.quoll.core.spi.PacketProtection;

import java.security.GeneralSecurityException;

import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;

/// Opens packets with one cipher object, initialised for each. The output is never the input: an
/// AEAD that works in place would destroy a packet that another key may still open.
final class AeadOpener extends RestingCipher implements PacketOpener {
    private final Aead aead;
    private final SecretKey key;
    private final Nonce nonce;

    AeadOpener(Aead aead, SecretKey key, Nonce nonce) {
        super(aead.cipher());
        this.aead = aead;
        this.key = key;
        this.nonce = nonce;
    }

    @Override
    Cipher newCipher() {
        return aead.cipher();
    }

    @Override
    public void wake() {
        var _ = cipher();
    }

    @Override
    public int open(
            long pathId,
            long packetNumber,
            byte[] bytes,
            int headerOffset,
            int headerLength,
            int length,
            byte[] plaintext,
            int plaintextOffset) {
        assert bytes != plaintext;
        if (length < PacketProtection.TAG_LENGTH) {
            return NOT_AUTHENTIC;
        }
        int payloadOffset = headerOffset + headerLength;
        try {
            Cipher cipher = cipher();
            cipher.init(Cipher.DECRYPT_MODE, key, aead.parameters(nonce.of(pathId, packetNumber)));
            cipher.updateAAD(bytes, headerOffset, headerLength);
            return cipher.doFinal(bytes, payloadOffset, length, plaintext, plaintextOffset);
        } catch (AEADBadTagException e) {
            return NOT_AUTHENTIC;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("cannot open packet " + packetNumber, e);
        }
    }
}
