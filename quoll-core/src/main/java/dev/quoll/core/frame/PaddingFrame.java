package dev.quoll.core.frame;

import dev.quoll.core.codec.ByteReader;
import dev.quoll.core.codec.ByteWriter;
import dev.quoll.core.error.TransportException;

/// Makes a packet larger: a run of PADDING frames, of one zero byte each, taken as one. Immutable.
///
/// ```
/// PADDING Frame { Type (i) = 0x00 }
/// ```
///
/// @param length how many, at least 1
/// @spec https://www.rfc-editor.org/rfc/rfc9000#section-19.1 RFC 9000, section 19.1
public record PaddingFrame(int length) implements Frame {
    static final int TYPE = 0x00;

    public PaddingFrame {
        if (length < 1) {
            throw new IllegalArgumentException("padding of " + length + " bytes");
        }
    }

    /// Counts the zero bytes from where `in` stands, after the first of the run, and passes them.
    ///
    /// @return the length of the whole run
    static int readRun(ByteReader in) throws TransportException {
        byte[] bytes = in.array();
        int first = in.position();
        int limit = first + in.remaining();
        int end = first;
        while (end < limit && bytes[end] == TYPE) {
            end++;
        }
        in.skip(end - first);
        return end - first + 1;
    }

    @Override
    public void write(ByteWriter out) {
        out.zeros(length);
    }

    @Override
    public boolean isAckEliciting() {
        return false;
    }

    @Override
    public boolean isProbing() {
        return true;
    }
}
