package dev.quoll.tls.signature;

import dev.quoll.core.id.Side;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// What a CertificateVerify signs: padding and a context around the transcript's hash, so that a
/// signature can never be taken for one of another protocol, version or side.
///
/// @spec https://www.rfc-editor.org/rfc/rfc8446#section-4.4.3 RFC 8446, section 4.4.3
public final class SignedContent {
    private static final int PADDING = 64;

    private SignedContent() {}

    /// The bytes that `signer` signs.
    public static byte[] of(Side signer, byte[] transcriptHash) {
        byte[] padding = new byte[PADDING];
        Arrays.fill(padding, (byte) ' ');
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        content.writeBytes(padding);
        content.writeBytes(context(signer).getBytes(StandardCharsets.US_ASCII));
        content.write(0);
        content.writeBytes(transcriptHash);
        return content.toByteArray();
    }

    private static String context(Side signer) {
        return switch (signer) {
            case SERVER -> "TLS 1.3, server CertificateVerify";
            case CLIENT -> "TLS 1.3, client CertificateVerify";
        };
    }
}
