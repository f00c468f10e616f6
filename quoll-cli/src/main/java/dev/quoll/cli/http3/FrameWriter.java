package dev.quoll.cli.http3;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;

/// Writes frames.
///
/// @spec https://www.rfc-editor.org/rfc/rfc9114#section-7.1 RFC 9114, section 7.1: Frame Layout
final class FrameWriter {
    private FrameWriter() {}

    /// Writes a whole frame.
    static void write(OutputStream out, long type, byte[] payload) throws IOException {
        writeHeader(out, type, payload.length);
        out.write(payload);
    }

    /// Begins a frame; `length` bytes have to follow.
    static void writeHeader(OutputStream out, long type, long length) throws IOException {
        Varint.write(out, type);
        Varint.write(out, length);
    }

    /// Numbers, one after the other.
    static byte[] numbers(long... values) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            for (long value : values) {
                Varint.write(out, value);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e); // memory does not fail
        }
        return out.toByteArray();
    }
}
