package dev.quoll.tls.extension;

import dev.quoll.core.error.TransportException;
import dev.quoll.tls.codec.VectorReader;

/// What a server wants back from a client that it sends round again: the content of cookie.
///
/// ```
/// struct { opaque cookie<1..2^16-1>; } Cookie;
/// ```
///
/// @spec https://www.rfc-editor.org/rfc/rfc8446#section-4.2.2 RFC 8446, section 4.2.2
public record Cookie(byte[] bytes) {
    /// Reads the extension's content.
    public static Cookie decode(Extension extension) throws TransportException {
        VectorReader in = extension.reader();
        Cookie cookie = new Cookie(in.opaque16());
        in.end();
        if (cookie.bytes.length == 0) {
            throw VectorReader.decodeError("an empty cookie");
        }
        return cookie;
    }

    /// The extension with this content.
    public Extension encode() {
        return Extension.of(ExtensionType.COOKIE, out -> out.opaque16(bytes));
    }
}
