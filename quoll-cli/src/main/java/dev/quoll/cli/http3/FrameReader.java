package dev.quoll.cli.http3;

import static dev.quoll.cli.http3.ErrorCode.H3_EXCESSIVE_LOAD;
import static dev.quoll.cli.http3.ErrorCode.H3_FRAME_ERROR;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.OptionalLong;

/// Reads a stream frame by frame. Nothing of a frame is kept, whatever length it claims, but a
/// payload that is asked for as a whole, and that has a limit. Frames of unknown types are skipped.
/// *Confined*.
///
/// @spec https://www.rfc-editor.org/rfc/rfc9114#section-7.1 RFC 9114, section 7.1: Frame Layout
final class FrameReader {
    private static final int SKIP_LENGTH = 1 << 12;

    private final InputStream in;
    private long type;
    private long left;

    FrameReader(InputStream in) {
        this.in = in;
    }

    /// Goes to the next frame that has a meaning; what was not read of the one before is skipped.
    ///
    /// @return false at the end of the stream
    /// @throws Http3Exception H3_FRAME_ERROR if the stream ends within a frame
    boolean next() throws IOException {
        do {
            skip();
            if (!header()) {
                return false;
            }
        } while (FrameType.isUnknown(type)); // RFC 9114 §9
        return true;
    }

    /// The type of the frame.
    long type() {
        return type;
    }

    /// Reads the whole payload.
    ///
    /// @throws Http3Exception H3_EXCESSIVE_LOAD if it is longer than `limit`
    byte[] payload(int limit) throws IOException {
        if (left > limit) {
            throw Http3Exception.ofConnection(
                    H3_EXCESSIVE_LOAD, "a frame of " + left + " bytes, " + limit + " are taken");
        }
        byte[] payload = in.readNBytes((int) left);
        if (payload.length < left) {
            throw cutOff();
        }
        left = 0;
        return payload;
    }

    /// Reads some of the payload.
    ///
    /// @return how much; -1 at the end of the frame
    int read(byte[] bytes) throws IOException {
        if (left == 0) {
            return -1;
        }
        int count = in.read(bytes, 0, (int) Math.min(bytes.length, left));
        if (count < 0) {
            throw cutOff();
        }
        left -= count;
        return count;
    }

    private void skip() throws IOException {
        if (left > 0) {
            byte[] dropped = new byte[(int) Math.min(SKIP_LENGTH, left)];
            int count = read(dropped);
            while (count >= 0) {
                count = read(dropped);
            }
        }
    }

    private boolean header() throws IOException {
        try {
            OptionalLong first = Varint.read(in);
            if (first.isEmpty()) {
                return false;
            }
            type = first.getAsLong();
            left = Varint.read(in).orElseThrow(FrameReader::cutOff);
            return true;
        } catch (EOFException e) {
            throw cutOff();
        }
    }

    private static Http3Exception cutOff() { // RFC 9114 §7.1
        return Http3Exception.ofConnection(H3_FRAME_ERROR, "the stream ends within a frame");
    }
}
