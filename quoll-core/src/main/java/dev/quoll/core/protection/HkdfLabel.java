package dev.quoll.core.protection;

import dev.quoll.core.codec.ByteWriter;
import dev.quoll.core.spi.CipherSuite;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;

import javax.crypto.KDF;
import javax.crypto.SecretKey;
import javax.crypto.spec.HKDFParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// HKDF as TLS 1.3 and QUIC use it. Static functions, *thread-safe*.
///
/// ```
/// HkdfLabel { Length (16), Label Length (8), "tls13 " + Label, Context Length (8), Context }
/// ```
///
/// @spec https://www.rfc-editor.org/rfc/rfc8446#section-7.1 RFC 8446, section 7.1: Key Schedule
public final class HkdfLabel {
    private static final String PREFIX = "tls13 ";
    private static final byte[] NO_CONTEXT = {};

    private HkdfLabel() {}

    /// HKDF-Extract with the hash of `suite`.
    ///
    /// @param inputKey not empty
    public static byte[] extract(CipherSuite suite, byte[] salt, byte[] inputKey) {
        return derive(
                suite, HKDFParameterSpec.ofExtract().addSalt(salt).addIKM(inputKey).extractOnly());
    }

    /// HKDF-Expand-Label with the hash of `suite` and an empty context.
    public static byte[] expandLabel(CipherSuite suite, byte[] secret, String label, int length) {
        return expandLabel(suite, secret, label, NO_CONTEXT, length);
    }

    /// HKDF-Expand-Label with the hash of `suite`.
    ///
    /// @param label without the prefix `tls13 `, ASCII, up to 249 characters
    /// @param context up to 255 bytes
    /// @param length bytes wanted, 1 to 255 times the length of the hash
    public static byte[] expandLabel(
            CipherSuite suite, byte[] secret, String label, byte[] context, int length) {
        byte[] name = (PREFIX + label).getBytes(StandardCharsets.US_ASCII);
        byte[] info = new byte[2 + 1 + name.length + 1 + context.length];
        new ByteWriter(info)
                .uint16(length)
                .uint8(name.length)
                .bytes(name)
                .uint8(context.length)
                .bytes(context);
        SecretKey key = new SecretKeySpec(secret, "Generic");
        return derive(suite, HKDFParameterSpec.expandOnly(key, info, length));
    }

    private static byte[] derive(CipherSuite suite, HKDFParameterSpec parameters) {
        try {
            return KDF.getInstance(algorithm(suite)).deriveData(parameters);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the JDK has HKDF since 25", e);
        }
    }

    private static String algorithm(CipherSuite suite) {
        return switch (suite) {
            case TLS_AES_128_GCM_SHA256, TLS_CHACHA20_POLY1305_SHA256 -> "HKDF-SHA256";
            case TLS_AES_256_GCM_SHA384 -> "HKDF-SHA384";
        };
    }
}
