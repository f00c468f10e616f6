package dev.quoll.tls.message;

import java.util.Optional;

/// The handshake messages that have a place in QUIC, with the most bytes we take of each.
/// EndOfEarlyData and KeyUpdate are not among them: QUIC does without (RFC 9001 §6, §8.3).
///
/// @spec https://www.rfc-editor.org/rfc/rfc8446#section-4 RFC 8446, section 4
public enum HandshakeType {
    CLIENT_HELLO(1, 16 * 1024),
    SERVER_HELLO(2, 8 * 1024),
    NEW_SESSION_TICKET(4, 64 * 1024),
    ENCRYPTED_EXTENSIONS(8, 16 * 1024),
    CERTIFICATE(11, 64 * 1024),
    CERTIFICATE_REQUEST(13, 16 * 1024),
    CERTIFICATE_VERIFY(15, 4 * 1024),
    FINISHED(20, 64);

    private final int code;
    private final int maxLength;

    HandshakeType(int code, int maxLength) {
        this.code = code;
        this.maxLength = maxLength;
    }

    /// The type with this number, if it has a place in QUIC.
    public static Optional<HandshakeType> ofCode(int code) {
        for (HandshakeType type : values()) {
            if (type.code == code) {
                return Optional.of(type);
            }
        }
        return Optional.empty();
    }

    /// The type's number in TLS.
    public int code() {
        return code;
    }

    /// The longest body we accept, in bytes.
    public int maxLength() {
        return maxLength;
    }
}
