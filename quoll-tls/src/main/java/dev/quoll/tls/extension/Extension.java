package dev.quoll.tls.extension;

import dev.quoll.tls.codec.VectorReader;
import dev.quoll.tls.codec.VectorWriter;

import java.util.function.Consumer;

/// One extension, its content not yet looked at.
///
/// ```
/// struct { ExtensionType extension_type; opaque extension_data<0..2^16-1>; } Extension;
/// ```
///
/// @param type the number, 0 to 65535; ours, the peer's or unknown
/// @spec https://www.rfc-editor.org/rfc/rfc8446#section-4.2 RFC 8446, section 4.2
public record Extension(int type, byte[] data) {
    /// An extension of a type we know.
    public static Extension of(ExtensionType type, byte[] data) {
        return new Extension(type.code(), data);
    }

    static Extension of(ExtensionType type, Consumer<VectorWriter> content) {
        VectorWriter out = new VectorWriter();
        content.accept(out);
        return of(type, out.toBytes());
    }

    VectorReader reader() {
        return new VectorReader(data);
    }
}
