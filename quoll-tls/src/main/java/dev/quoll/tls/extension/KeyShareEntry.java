package dev.quoll.tls.extension;

import dev.quoll.core.error.TransportException;
import dev.quoll.tls.codec.VectorReader;
import dev.quoll.tls.codec.VectorWriter;

import java.util.ArrayList;
import java.util.List;

/// One side's public value in one group. The content of key_share is a list of them from a client
/// and one of them from a server; a HelloRetryRequest has the group alone.
///
/// ```
/// struct { NamedGroup group; opaque key_exchange<1..2^16-1>; } KeyShareEntry;
/// ```
///
/// @param group the number of the group
/// @spec https://www.rfc-editor.org/rfc/rfc8446#section-4.2.8 RFC 8446, section 4.2.8
public record KeyShareEntry(int group, byte[] keyExchange) {
    /// Reads a client's shares; there may be none.
    public static List<KeyShareEntry> decodeOffer(Extension extension) throws TransportException {
        VectorReader in = extension.reader();
        VectorReader list = in.vector16();
        List<KeyShareEntry> shares = new ArrayList<>();
        while (!list.isEmpty()) {
            shares.add(read(list));
        }
        in.end();
        return shares;
    }

    /// Reads a server's share.
    public static KeyShareEntry decodeSelected(Extension extension) throws TransportException {
        VectorReader in = extension.reader();
        KeyShareEntry share = read(in);
        in.end();
        return share;
    }

    /// Reads the group a HelloRetryRequest asks for.
    public static int decodeRetry(Extension extension) throws TransportException {
        VectorReader in = extension.reader();
        int group = in.uint16();
        in.end();
        return group;
    }

    private static KeyShareEntry read(VectorReader in) throws TransportException {
        KeyShareEntry share = new KeyShareEntry(in.uint16(), in.opaque16());
        if (share.keyExchange.length == 0) {
            throw VectorReader.decodeError("an empty key share");
        }
        return share;
    }

    /// The extension for a ClientHello.
    public static Extension encodeOffer(List<KeyShareEntry> shares) {
        return Extension.of(
                ExtensionType.KEY_SHARE,
                out -> out.vector16(list -> shares.forEach(share -> share.write(list))));
    }

    /// The extension for a HelloRetryRequest that asks for a share in `group`.
    public static Extension encodeRetry(int group) {
        return Extension.of(ExtensionType.KEY_SHARE, out -> out.uint16(group));
    }

    /// The extension for a ServerHello.
    public Extension encodeSelected() {
        return Extension.of(ExtensionType.KEY_SHARE, this::write);
    }

    private void write(VectorWriter out) {
        out.uint16(group).opaque16(keyExchange);
    }
}
