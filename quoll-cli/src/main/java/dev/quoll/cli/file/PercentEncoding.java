package dev.quoll.cli.file;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.util.HexFormat;

/// Reads what stands for one byte each, a percent sign and two hex digits, once.
///
/// @spec https://www.rfc-editor.org/rfc/rfc3986#section-2.1 RFC 3986, section 2.1
final class PercentEncoding {
    private PercentEncoding() {}

    /// Decodes a segment of a path, given as characters of one byte each.
    ///
    /// @throws InvalidPathException if it is cut off, or is not UTF-8
    static String decode(String segment) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int i = 0; i < segment.length(); i++) {
            char next = segment.charAt(i);
            if (next == '%') {
                bytes.write(hex(segment, i + 1));
                i += 2;
            } else {
                bytes.write(next);
            }
        }
        return utf8(segment, bytes.toByteArray());
    }

    private static int hex(String segment, int at) {
        if (at + 2 > segment.length()
                || !HexFormat.isHexDigit(segment.charAt(at))
                || !HexFormat.isHexDigit(segment.charAt(at + 1))) {
            throw new InvalidPathException(segment, "a percent sign without two hex digits");
        }
        return HexFormat.fromHexDigits(segment, at, at + 2);
    }

    private static String utf8(String segment, byte[] bytes) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException e) {
            throw new InvalidPathException(segment, "not UTF-8");
        }
    }
}
