package dev.quoll.tls.extension;

import dev.quoll.core.error.TransportException;
import dev.quoll.tls.codec.VectorReader;

import java.util.ArrayList;
import java.util.List;

/// How a client wants to use pre-shared keys. We know one way: together with a fresh key exchange,
/// so that a key that leaks later opens no old connection.
///
/// ```
/// struct { PskKeyExchangeMode ke_modes<1..255>; } PskKeyExchangeModes;
/// ```
///
/// @param codes numbers, unknown ones among them
/// @spec https://www.rfc-editor.org/rfc/rfc8446#section-4.2.9 RFC 8446, section 4.2.9
public record PskKeyExchangeModes(List<Integer> codes) {
    /// With a (EC)DHE key exchange.
    public static final int PSK_DHE_KE = 1;

    public PskKeyExchangeModes {
        codes = List.copyOf(codes);
    }

    /// Reads the extension's content.
    public static PskKeyExchangeModes decode(Extension extension) throws TransportException {
        VectorReader in = extension.reader();
        VectorReader list = in.vector8();
        List<Integer> codes = new ArrayList<>();
        do {
            codes.add(list.uint8());
        } while (!list.isEmpty());
        in.end();
        return new PskKeyExchangeModes(codes);
    }

    /// The extension with this content.
    public Extension encode() {
        return Extension.of(
                ExtensionType.PSK_KEY_EXCHANGE_MODES,
                out -> out.vector8(list -> codes.forEach(list::uint8)));
    }
}
