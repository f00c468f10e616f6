package dev.quoll.cli.http3;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/// Field sections written by hand, good or bad.
///
/// @spec https://www.rfc-editor.org/rfc/rfc9204#section-4.5.6 RFC 9204, section 4.5.6
final class Fields {
    /// A request that is in order.
    static final String[] GET = {
        ":method", "GET", ":scheme", "https", ":authority", "localhost", ":path", "/file"
    };

    private Fields() {}

    /// Literal fields with literal names, of at most 126 bytes each.
    static byte[] literal(String... namesAndValues) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(new byte[] {0, 0}); // no dynamic table
        for (int i = 0; i < namesAndValues.length; i += 2) {
            byte[] name = namesAndValues[i].getBytes(StandardCharsets.ISO_8859_1);
            byte[] value = namesAndValues[i + 1].getBytes(StandardCharsets.ISO_8859_1);
            if (name.length < 7) {
                out.write(0x20 | name.length);
            } else {
                out.write(0x27);
                out.write(name.length - 7);
            }
            out.writeBytes(name);
            out.write(value.length);
            out.writeBytes(value);
        }
        return out.toByteArray();
    }
}
