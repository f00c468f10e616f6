package dev.quoll.tls.extension;

import dev.quoll.core.error.TlsAlert;
import dev.quoll.core.error.TransportException;
import dev.quoll.tls.codec.VectorReader;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// The host a client wants to talk to: the content of server_name, which holds a list for the sake
/// of name types that never came.
///
/// ```
/// struct { NameType name_type = host_name; opaque HostName<1..2^16-1>; } ServerName;
/// ServerName server_name_list<1..2^16-1>;
/// ```
///
/// @param hostName a DNS name in ASCII, without a dot at the end
/// @spec https://www.rfc-editor.org/rfc/rfc6066#section-3 RFC 6066, section 3
public record ServerName(String hostName) {
    private static final int HOST_NAME = 0;

    /// Reads the extension's content; empty if it names no host.
    public static Optional<ServerName> decode(Extension extension) throws TransportException {
        VectorReader in = extension.reader();
        VectorReader list = in.vector16();
        Optional<ServerName> found = Optional.empty();
        do {
            int nameType = list.uint8();
            byte[] name = list.opaque16();
            if (nameType == HOST_NAME) {
                if (found.isPresent()) { // RFC 6066 §3: one name of a type
                    throw TransportException.crypto(TlsAlert.ILLEGAL_PARAMETER, "two host names");
                }
                found = Optional.of(hostName(name));
            }
        } while (!list.isEmpty());
        in.end();
        return found;
    }

    private static ServerName hostName(byte[] name) throws TransportException {
        if (name.length == 0) {
            throw VectorReader.decodeError("an empty host name");
        }
        for (byte character : name) {
            if (character <= ' ' || character == 0x7f) { // negative: not ASCII
                throw TransportException.crypto(
                        TlsAlert.ILLEGAL_PARAMETER, "a host name that is not ASCII");
            }
        }
        return new ServerName(new String(name, StandardCharsets.US_ASCII));
    }

    /// The extension with this content.
    public Extension encode() {
        byte[] name = hostName.getBytes(StandardCharsets.US_ASCII);
        return Extension.of(
                ExtensionType.SERVER_NAME,
                out -> out.vector16(list -> list.uint8(HOST_NAME).opaque16(name)));
    }

    /// Checks a server's answer, which is empty.
    public static void checkAnswer(Extension extension) throws TransportException {
        extension.reader().end();
    }
}
