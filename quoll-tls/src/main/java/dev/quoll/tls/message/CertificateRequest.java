package dev.quoll.tls.message;

import dev.quoll.core.error.TransportException;
import dev.quoll.tls.codec.VectorReader;
import dev.quoll.tls.codec.VectorWriter;
import dev.quoll.tls.extension.ExtensionBlock;
import dev.quoll.tls.extension.Extensions;

/// The server wants to know who the client is.
///
/// ```
/// struct {
///     opaque certificate_request_context<0..2^8-1>;
///     Extension extensions<2..2^16-1>;
/// } CertificateRequest;
/// ```
///
/// @spec https://www.rfc-editor.org/rfc/rfc8446#section-4.3.2 RFC 8446, section 4.3.2
public record CertificateRequest(byte[] context, Extensions extensions)
        implements HandshakeMessage {
    /// Reads the message.
    public static CertificateRequest decode(EncodedMessage message) throws TransportException {
        VectorReader in = message.body(HandshakeType.CERTIFICATE_REQUEST);
        CertificateRequest request =
                new CertificateRequest(
                        in.opaque8(), Extensions.read(in, ExtensionBlock.CERTIFICATE_REQUEST));
        in.end();
        return request;
    }

    @Override
    public HandshakeType type() {
        return HandshakeType.CERTIFICATE_REQUEST;
    }

    @Override
    public void writeBody(VectorWriter out) {
        out.opaque8(context);
        extensions.write(out);
    }
}
