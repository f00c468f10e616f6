package dev.quoll.tls.extension;

import static dev.quoll.tls.extension.ExtensionBlock.CERTIFICATE;
import static dev.quoll.tls.extension.ExtensionBlock.CERTIFICATE_REQUEST;
import static dev.quoll.tls.extension.ExtensionBlock.CLIENT_HELLO;
import static dev.quoll.tls.extension.ExtensionBlock.ENCRYPTED_EXTENSIONS;
import static dev.quoll.tls.extension.ExtensionBlock.HELLO_RETRY_REQUEST;
import static dev.quoll.tls.extension.ExtensionBlock.NEW_SESSION_TICKET;
import static dev.quoll.tls.extension.ExtensionBlock.SERVER_HELLO;

import java.util.Optional;
import java.util.Set;

/// The extensions we recognise and the places each may occur in. We need not act on an extension to
/// recognise it: one of these in the wrong place is an error, an unlisted one is ignored.
///
/// @spec https://www.rfc-editor.org/rfc/rfc8446#section-4.2 RFC 8446, section 4.2
/// @spec https://www.rfc-editor.org/rfc/rfc9001#section-8.2 RFC 9001, section 8.2
public enum ExtensionType {
    SERVER_NAME(0, CLIENT_HELLO, ENCRYPTED_EXTENSIONS),
    MAX_FRAGMENT_LENGTH(1, CLIENT_HELLO, ENCRYPTED_EXTENSIONS),
    STATUS_REQUEST(5, CLIENT_HELLO, CERTIFICATE_REQUEST, CERTIFICATE),
    SUPPORTED_GROUPS(10, CLIENT_HELLO, ENCRYPTED_EXTENSIONS),
    SIGNATURE_ALGORITHMS(13, CLIENT_HELLO, CERTIFICATE_REQUEST),
    USE_SRTP(14, CLIENT_HELLO, ENCRYPTED_EXTENSIONS),
    HEARTBEAT(15, CLIENT_HELLO, ENCRYPTED_EXTENSIONS),
    APPLICATION_LAYER_PROTOCOL_NEGOTIATION(16, CLIENT_HELLO, ENCRYPTED_EXTENSIONS),
    SIGNED_CERTIFICATE_TIMESTAMP(18, CLIENT_HELLO, CERTIFICATE_REQUEST, CERTIFICATE),
    CLIENT_CERTIFICATE_TYPE(19, CLIENT_HELLO, ENCRYPTED_EXTENSIONS),
    SERVER_CERTIFICATE_TYPE(20, CLIENT_HELLO, ENCRYPTED_EXTENSIONS),
    PADDING(21, CLIENT_HELLO),
    PRE_SHARED_KEY(41, CLIENT_HELLO, SERVER_HELLO),
    EARLY_DATA(42, CLIENT_HELLO, ENCRYPTED_EXTENSIONS, NEW_SESSION_TICKET),
    SUPPORTED_VERSIONS(43, CLIENT_HELLO, SERVER_HELLO, HELLO_RETRY_REQUEST),
    COOKIE(44, CLIENT_HELLO, HELLO_RETRY_REQUEST),
    PSK_KEY_EXCHANGE_MODES(45, CLIENT_HELLO),
    CERTIFICATE_AUTHORITIES(47, CLIENT_HELLO, CERTIFICATE_REQUEST),
    OID_FILTERS(48, CERTIFICATE_REQUEST),
    POST_HANDSHAKE_AUTH(49, CLIENT_HELLO),
    SIGNATURE_ALGORITHMS_CERT(50, CLIENT_HELLO, CERTIFICATE_REQUEST),
    KEY_SHARE(51, CLIENT_HELLO, SERVER_HELLO, HELLO_RETRY_REQUEST),
    QUIC_TRANSPORT_PARAMETERS(57, CLIENT_HELLO, ENCRYPTED_EXTENSIONS);

    private final int code;

    @SuppressWarnings("ImmutableEnumChecker") // made by Set.of
    private final Set<ExtensionBlock> places;

    ExtensionType(int code, ExtensionBlock... places) {
        this.code = code;
        this.places = Set.of(places);
    }

    /// The type with this number, if we recognise it.
    public static Optional<ExtensionType> ofCode(int code) {
        for (ExtensionType type : values()) {
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

    boolean mayOccurIn(ExtensionBlock block) {
        return places.contains(block);
    }
}
