package dev.quoll.core.protection;

import dev.quoll.core.codec.ByteWriter;
import dev.quoll.core.spi.CipherSuite;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;

import javax.crypto.Mac;
import javax.crypto.ShortBufferException;
import javax.crypto.spec.SecretKeySpec;

/// HKDF with the hash of one suite, as TLS 1.3 and QUIC use it. It keeps one HMAC for all its
/// steps: `javax.crypto.KDF`, which looks one up for each, takes two to three times as long, and a
/// handshake has some twenty steps a side. *Confined*.
///
/// ```
/// HkdfLabel { Length (16), Label Length (8), "tls13 " + Label, Context Length (8), Context }
/// ```
///
/// @spec https://www.rfc-editor.org/rfc/rfc5869#section-2 RFC 5869, section 2
/// @spec https://www.rfc-editor.org/rfc/rfc8446#section-7.1 RFC 8446, section 7.1: Key Schedule
public final class Hkdf {
    private static final String PREFIX = "tls13 ";
    private static final byte[] NO_CONTEXT = {};
    private static final int MAX_BLOCKS = 255;

    private final Mac mac;

    /// HKDF with the hash of `suite`.
    public Hkdf(CipherSuite suite) {
        String algorithm = "Hmac" + suite.hashAlgorithm().replace("-", "");
        try {
            mac = Mac.getInstance(algorithm);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has " + algorithm, e);
        }
    }

    /// HKDF-Extract.
    ///
    /// @param salt not empty
    public byte[] extract(byte[] salt, byte[] inputKey) {
        return hmac(salt, inputKey);
    }

    /// HKDF-Expand-Label with an empty context.
    public byte[] expandLabel(byte[] secret, String label, int length) {
        return expandLabel(secret, label, NO_CONTEXT, length);
    }

    /// HKDF-Expand-Label.
    ///
    /// @param label without the prefix `tls13 `, ASCII, up to 249 characters
    /// @param context up to 255 bytes
    /// @param length bytes wanted, 1 to 255 times the length of the hash
    public byte[] expandLabel(byte[] secret, String label, byte[] context, int length) {
        byte[] name = (PREFIX + label).getBytes(StandardCharsets.US_ASCII);
        byte[] info = new byte[2 + 1 + name.length + 1 + context.length];
        new ByteWriter(info)
                .uint16(length)
                .uint8(name.length)
                .bytes(name)
                .uint8(context.length)
                .bytes(context);
        return expand(secret, info, length);
    }

    /// HKDF-Expand.
    ///
    /// @param length bytes wanted, 1 to 255 times the length of the hash
    public byte[] expand(byte[] secret, byte[] info, int length) {
        int blockLength = mac.getMacLength();
        int blocks = (length + blockLength - 1) / blockLength;
        if (blocks < 1 || blocks > MAX_BLOCKS) { // RFC 5869 §2.3
            throw new IllegalArgumentException(length + " bytes of HKDF");
        }
        byte[] output = new byte[blocks * blockLength];
        init(secret);
        for (int i = 0; i < blocks; i++) {
            if (i > 0) {
                mac.update(output, (i - 1) * blockLength, blockLength);
            }
            mac.update(info);
            mac.update((byte) (i + 1));
            finish(output, i * blockLength);
        }
        return cut(output, length);
    }

    /// HMAC, of which HKDF is made.
    public byte[] hmac(byte[] key, byte[] message) {
        init(key);
        return mac.doFinal(message);
    }

    /// Overwrites the last key in use, as far as the provider of the HMAC lets go of it.
    public void forget() {
        init(new byte[mac.getMacLength()]);
    }

    private void init(byte[] key) {
        try {
            mac.init(new SecretKeySpec(key, mac.getAlgorithm()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("an HMAC that takes no key", e);
        }
    }

    private void finish(byte[] output, int offset) {
        try {
            mac.doFinal(output, offset);
        } catch (ShortBufferException e) {
            throw new IllegalStateException("there is room for every block", e);
        }
    }

    private static byte[] cut(byte[] output, int length) {
        if (output.length == length) {
            return output;
        }
        byte[] wanted = Arrays.copyOf(output, length);
        Arrays.fill(output, (byte) 0);
        return wanted;
    }

    @Override
    public String toString() {
        return "Hkdf[" + mac.getAlgorithm() + "]";
    }
}
