package dev.quoll.tls.message;

import dev.quoll.core.error.TransportException;
import dev.quoll.tls.codec.VectorReader;
import dev.quoll.tls.codec.VectorWriter;

/// The proof that the sender has the private key of its certificate: a signature over the handshake
/// so far.
///
/// ```
/// struct { SignatureScheme algorithm; opaque signature<0..2^16-1>; } CertificateVerify;
/// ```
///
/// @param scheme the number of the signature scheme
/// @spec https://www.rfc-editor.org/rfc/rfc8446#section-4.4.3 RFC 8446, section 4.4.3
public record CertificateVerify(int scheme, byte[] signature) implements HandshakeMessage {
    /// Reads the message.
    public static CertificateVerify decode(EncodedMessage message) throws TransportException {
        VectorReader in = message.body(HandshakeType.CERTIFICATE_VERIFY);
        CertificateVerify verify = new CertificateVerify(in.uint16(), in.opaque16());
        in.end();
        return verify;
    }

    @Override
    public HandshakeType type() {
        return HandshakeType.CERTIFICATE_VERIFY;
    }

    @Override
    public void writeBody(VectorWriter out) {
        out.uint16(scheme).opaque16(signature);
    }
}
