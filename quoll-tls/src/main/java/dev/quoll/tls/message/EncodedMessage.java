package dev.quoll.tls.message;

import dev.quoll.core.error.TlsAlert;
import dev.quoll.core.error.TransportException;
import dev.quoll.tls.codec.VectorReader;

/// A whole handshake message as it was received: its type is known, its body not yet looked at.
///
/// ```
/// struct { HandshakeType msg_type; uint24 length; ... } Handshake;
/// ```
///
/// @param bytes header and body, which also go into the transcript
/// @spec https://www.rfc-editor.org/rfc/rfc8446#section-4 RFC 8446, section 4
public record EncodedMessage(HandshakeType type, byte[] bytes) {
    /// Bytes of type and length before a body.
    public static final int HEADER_LENGTH = 4;

    /// Reads the body.
    ///
    /// @throws TransportException unexpected_message if the message is of another type
    VectorReader body(HandshakeType expected) throws TransportException {
        if (type != expected) {
            throw TransportException.crypto(
                    TlsAlert.UNEXPECTED_MESSAGE, type + " where " + expected + " was due");
        }
        return new VectorReader(bytes, HEADER_LENGTH, bytes.length);
    }

    @Override
    public String toString() {
        return type + " of " + bytes.length + " bytes";
    }
}
