package dev.quoll.tls.message;

import dev.quoll.tls.codec.VectorWriter;

/// A handshake message. Each record reads itself with a static `decode`, which checks that it has
/// the right type, is well formed and is used up to its last byte. Immutable as long as nobody
/// writes into its arrays.
///
/// @spec https://www.rfc-editor.org/rfc/rfc8446#section-4 RFC 8446, section 4
public sealed interface HandshakeMessage
        permits ClientHello,
                ServerHello,
                EncryptedExtensions,
                CertificateRequest,
                CertificateMessage,
                CertificateVerify,
                Finished,
                NewSessionTicket {
    /// What kind of message this is.
    HandshakeType type();

    /// Writes all that follows type and length.
    void writeBody(VectorWriter out);

    /// The whole message: type, length and body.
    default byte[] encode() {
        return new VectorWriter().uint8(type().code()).vector24(this::writeBody).toBytes();
    }
}
