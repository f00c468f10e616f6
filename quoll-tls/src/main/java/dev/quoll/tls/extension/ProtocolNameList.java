package dev.quoll.tls.extension;

import dev.quoll.core.error.TransportException;
import dev.quoll.tls.codec.VectorReader;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// The application protocols a client offers, or the one a server chose: the content of
/// application_layer_protocol_negotiation.
///
/// ```
/// opaque ProtocolName<1..2^8-1>;
/// struct { ProtocolName protocol_name_list<2..2^16-1> } ProtocolNameList;
/// ```
///
/// @param names one character per byte, since names are bytes and not text
/// @spec https://www.rfc-editor.org/rfc/rfc7301#section-3.1 RFC 7301, section 3.1
public record ProtocolNameList(List<String> names) {
    /// How names become strings and back: every byte is one character.
    public static final Charset CHARSET = StandardCharsets.ISO_8859_1;

    public ProtocolNameList {
        names = List.copyOf(names);
    }

    /// Reads the extension's content.
    public static ProtocolNameList decode(Extension extension) throws TransportException {
        VectorReader in = extension.reader();
        VectorReader list = in.vector16();
        List<String> names = new ArrayList<>();
        do {
            names.add(readName(list));
        } while (!list.isEmpty());
        in.end();
        return new ProtocolNameList(names);
    }

    private static String readName(VectorReader in) throws TransportException {
        byte[] name = in.opaque8();
        if (name.length == 0) {
            throw VectorReader.decodeError("an empty protocol name");
        }
        return new String(name, CHARSET);
    }

    /// The extension with this content.
    public Extension encode() {
        return Extension.of(
                ExtensionType.APPLICATION_LAYER_PROTOCOL_NEGOTIATION,
                out ->
                        out.vector16(
                                list ->
                                        names.forEach(
                                                name -> list.opaque8(name.getBytes(CHARSET)))));
    }
}
