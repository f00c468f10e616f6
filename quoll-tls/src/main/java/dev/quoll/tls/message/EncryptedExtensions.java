package dev.quoll.tls.message;

import dev.quoll.core.error.TransportException;
import dev.quoll.tls.codec.VectorReader;
import dev.quoll.tls.codec.VectorWriter;
import dev.quoll.tls.extension.ExtensionBlock;
import dev.quoll.tls.extension.Extensions;

/// The server's answers to those extensions that need not be seen in the open.
///
/// ```
/// struct { Extension extensions<0..2^16-1>; } EncryptedExtensions;
/// ```
///
/// @spec https://www.rfc-editor.org/rfc/rfc8446#section-4.3.1 RFC 8446, section 4.3.1
public record EncryptedExtensions(Extensions extensions) implements HandshakeMessage {
    /// Reads the message.
    public static EncryptedExtensions decode(EncodedMessage message) throws TransportException {
        VectorReader in = message.body(HandshakeType.ENCRYPTED_EXTENSIONS);
        Extensions extensions = Extensions.read(in, ExtensionBlock.ENCRYPTED_EXTENSIONS);
        in.end();
        return new EncryptedExtensions(extensions);
    }

    @Override
    public HandshakeType type() {
        return HandshakeType.ENCRYPTED_EXTENSIONS;
    }

    @Override
    public void writeBody(VectorWriter out) {
        extensions.write(out);
    }
}
