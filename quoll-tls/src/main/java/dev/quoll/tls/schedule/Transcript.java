package dev.quoll.tls.schedule;

import dev.quoll.core.spi.CipherSuite;

import org.jspecify.annotations.Nullable;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/// The hash over all handshake messages so far. *Confined*.
///
/// @spec https://www.rfc-editor.org/rfc/rfc8446#section-4.4.1 RFC 8446, section 4.4.1
public final class Transcript {
    private final MessageDigest digest;
    private byte @Nullable [] known; // the hash, once somebody asked and until a message is added

    private Transcript(MessageDigest digest) {
        this.digest = digest;
    }

    /// A transcript without a message.
    public Transcript(CipherSuite suite) {
        try {
            digest = MessageDigest.getInstance(suite.hashAlgorithm());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("no hash " + suite.hashAlgorithm(), e);
        }
    }

    /// Adds a message, header included.
    public Transcript add(byte[] message) {
        digest.update(message);
        known = null;
        return this;
    }

    /// The hash of the messages added until now.
    public byte[] hash() {
        if (known == null) {
            known = copyOfDigest().digest();
        }
        return known.clone();
    }

    /// A transcript that goes on from here by itself.
    public Transcript copy() {
        return new Transcript(copyOfDigest());
    }

    private MessageDigest copyOfDigest() {
        try {
            return (MessageDigest) digest.clone();
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("a hash that cannot be copied: " + digest, e);
        }
    }
}
