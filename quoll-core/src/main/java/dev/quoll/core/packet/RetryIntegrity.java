package dev.quoll.core.packet;

import dev.quoll.core.codec.ByteWriter;
import dev.quoll.core.id.ConnectionId;
import dev.quoll.core.version.QuicVersion;

import java.security.GeneralSecurityException;

import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// The tag at the end of a Retry packet: under a key that everybody knows, it shows that the packet
/// was not damaged and that its sender saw the client's Initial.
///
/// @spec https://www.rfc-editor.org/rfc/rfc9001#section-5.8 RFC 9001, section 5.8
final class RetryIntegrity {
    static final int TAG_LENGTH = 16;

    private RetryIntegrity() {}

    /// The tag for `length` bytes of a Retry packet that lack only the tag.
    ///
    /// @param originalDestination of the client's first Initial
    static byte[] tag(
            QuicVersion version,
            ConnectionId originalDestination,
            byte[] packet,
            int offset,
            int length) {
        ByteWriter pseudoPacket =
                new ByteWriter(new byte[1 + originalDestination.length() + length]);
        LongHeader.writeId(pseudoPacket, originalDestination);
        pseudoPacket.bytes(packet, offset, length);
        try {
            // A new Cipher each time: one does not take the same key and nonce twice.
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(
                    Cipher.ENCRYPT_MODE,
                    new SecretKeySpec(version.retryKey(), "AES"),
                    new GCMParameterSpec(TAG_LENGTH * Byte.SIZE, version.retryNonce()));
            cipher.updateAAD(pseudoPacket.array());
            return cipher.doFinal();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has AES-GCM", e);
        }
    }
}
