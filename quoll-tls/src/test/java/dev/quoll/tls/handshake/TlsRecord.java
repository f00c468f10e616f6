package dev.quoll.tls.handshake;

import dev.quoll.core.protection.Hkdf;
import dev.quoll.core.spi.CipherSuite;

import java.security.GeneralSecurityException;
import java.util.Arrays;

import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// Opens records of TLS over TCP, in which RFC 8448 has its later messages.
///
/// @spec https://www.rfc-editor.org/rfc/rfc8446#section-5.2 RFC 8446, section 5.2
final class TlsRecord {
    private static final CipherSuite SUITE = CipherSuite.TLS_AES_128_GCM_SHA256;
    private static final int HEADER_LENGTH = 5;

    private TlsRecord() {}

    /// The content of the record with this number, without its type.
    static byte[] open(byte[] trafficSecret, int number, byte[] record) {
        byte[] key = new Hkdf(SUITE).expandLabel(trafficSecret, "key", SUITE.keyLength());
        byte[] nonce = new Hkdf(SUITE).expandLabel(trafficSecret, "iv", 12);
        nonce[nonce.length - 1] ^= (byte) number;
        try {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(
                    Cipher.DECRYPT_MODE,
                    new SecretKeySpec(key, "AES"),
                    new GCMParameterSpec(128, nonce));
            cipher.updateAAD(record, 0, HEADER_LENGTH);
            byte[] inner = cipher.doFinal(record, HEADER_LENGTH, record.length - HEADER_LENGTH);
            return Arrays.copyOf(inner, inner.length - 1);
        } catch (GeneralSecurityException e) {
            throw new AssertionError("a record that does not open", e);
        }
    }
}
