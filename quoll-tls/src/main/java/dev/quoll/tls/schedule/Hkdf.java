package dev.quoll.tls.schedule;

import dev.quoll.core.spi.CipherSuite;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;

import javax.crypto.KDF;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.HKDFParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// HKDF with the hash of a cipher suite, and the labels TLS 1.3 gives its output. *Confined*.
///
/// @spec https://www.rfc-editor.org/rfc/rfc8446#section-7.1 RFC 8446, section 7.1
final class Hkdf {
    private static final String LABEL_PREFIX = "tls13 ";

    private final CipherSuite suite;
    private final String digits;

    Hkdf(CipherSuite suite) {
        this.suite = suite;
        this.digits = suite.hashAlgorithm().replace("SHA-", "SHA");
    }

    byte[] extract(byte[] salt, byte[] inputKeyMaterial) {
        return derive(
                HKDFParameterSpec.ofExtract().addSalt(salt).addIKM(inputKeyMaterial).extractOnly());
    }

    /// HKDF-Expand-Label with the length of the hash.
    byte[] expandLabel(byte[] secret, String label, byte[] context) {
        byte[] info = label(suite.hashLength(), label, context);
        return derive(HKDFParameterSpec.expandOnly(key(secret), info, suite.hashLength()));
    }

    byte[] mac(byte[] key, byte[] message) {
        try {
            Mac mac = Mac.getInstance("Hmac" + digits);
            mac.init(key(key));
            return mac.doFinal(message);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("no HMAC with " + digits, e);
        }
    }

    private byte[] derive(HKDFParameterSpec parameters) {
        try {
            return KDF.getInstance("HKDF-" + digits).deriveData(parameters);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("no HKDF with " + digits, e);
        }
    }

    private static SecretKey key(byte[] bytes) {
        return new SecretKeySpec(bytes, "Generic");
    }

    /// ```
    /// struct { uint16 length; opaque label<7..255>; opaque context<0..255>; } HkdfLabel;
    /// ```
    private static byte[] label(int length, String label, byte[] context) {
        byte[] name = (LABEL_PREFIX + label).getBytes(StandardCharsets.US_ASCII);
        byte[] encoded = new byte[4 + name.length + context.length];
        encoded[0] = (byte) (length >>> 8);
        encoded[1] = (byte) length;
        encoded[2] = (byte) name.length;
        System.arraycopy(name, 0, encoded, 3, name.length);
        encoded[3 + name.length] = (byte) context.length;
        System.arraycopy(context, 0, encoded, 4 + name.length, context.length);
        return encoded;
    }
}
