package dev.quoll.cli.http3;

import static dev.quoll.cli.http3.ErrorCode.H3_FRAME_UNEXPECTED;
import static dev.quoll.cli.http3.ErrorCode.H3_ID_ERROR;
import static dev.quoll.cli.http3.ErrorCode.H3_MESSAGE_ERROR;
import static dev.quoll.cli.http3.ErrorCode.H3_REQUEST_INCOMPLETE;

import dev.quoll.core.id.Side;

import org.eclipse.jetty.http.MetaData;

import java.io.IOException;
import java.util.OptionalLong;

/// Reads a request or a response: its head, its content as it comes, and trailers, which are
/// checked and dropped. *Confined*.
///
/// @spec https://www.rfc-editor.org/rfc/rfc9114#section-4.1 RFC 9114, section 4.1
final class MessageReader {
    private final Side side;
    private final long streamId;
    private final FrameReader frames;
    private final FieldCodec codec;
    private OptionalLong expected = OptionalLong.empty();
    private long received;
    private boolean hasTrailers;

    /// @param side ours: a server reads requests
    MessageReader(Side side, long streamId, FrameReader frames, FieldCodec codec) {
        this.side = side;
        this.streamId = streamId;
        this.frames = frames;
        this.codec = codec;
    }

    /// Reads the head, which has to be next. A client may call it again after an interim response.
    MetaData head() throws IOException {
        if (!nextFrame()) {
            ErrorCode code = side == Side.SERVER ? H3_REQUEST_INCOMPLETE : H3_MESSAGE_ERROR;
            throw Http3Exception.ofStream(code, "the stream ends before the head");
        }
        if (frames.type() != FrameType.HEADERS) { // RFC 9114 §4.1
            throw unexpected("DATA before HEADERS");
        }
        MetaData head = fields();
        if (side == Side.SERVER ? !head.isRequest() : !head.isResponse()) { // RFC 9114 §4.3
            throw malformed("the pseudo-header fields are not all there");
        }
        expected = ContentLength.of(head.getHttpFields());
        return head;
    }

    /// Reads some of the content.
    ///
    /// @return how much; -1 when all of the message was read
    /// @throws Http3Exception H3_MESSAGE_ERROR if it is more or less than the head said
    int read(byte[] bytes) throws IOException {
        int count = frames.read(bytes);
        while (count <= 0) {
            if (!nextPart()) {
                checkLength(expected.isPresent() && received != expected.getAsLong());
                return -1;
            }
            count = frames.read(bytes);
        }
        received += count;
        checkLength(expected.isPresent() && received > expected.getAsLong());
        return count;
    }

    private void checkLength(boolean isWrong) throws Http3Exception {
        if (isWrong) { // RFC 9114 §4.1.2
            throw malformed(received + " bytes came of " + expected.getAsLong());
        }
    }

    private boolean nextPart() throws IOException {
        if (!nextFrame()) {
            return false;
        }
        if (hasTrailers) { // RFC 9114 §4.1
            throw unexpected("frame " + frames.type() + " after trailers");
        }
        if (frames.type() == FrameType.HEADERS) {
            readTrailers();
        }
        return true;
    }

    private void readTrailers() throws IOException {
        hasTrailers = true;
        MetaData trailers = fields();
        if (trailers.isRequest() || trailers.isResponse()) { // RFC 9114 §4.3
            throw malformed("pseudo-header fields in trailers");
        }
    }

    private MetaData fields() throws IOException {
        return codec.decode(streamId, frames.payload(FieldCodec.MAX_SECTION_LENGTH));
    }

    private boolean nextFrame() throws IOException {
        if (!frames.next()) {
            return false;
        }
        long type = frames.type();
        if (type == FrameType.PUSH_PROMISE && side == Side.CLIENT) { // RFC 9114 §7.2.5
            throw Http3Exception.ofConnection(H3_ID_ERROR, "a push that nobody permitted");
        }
        if (type != FrameType.HEADERS && type != FrameType.DATA) { // RFC 9114 §7.2
            throw unexpected("frame " + type + " in a message");
        }
        return true;
    }

    private static Http3Exception unexpected(String message) {
        return Http3Exception.ofConnection(H3_FRAME_UNEXPECTED, message);
    }

    private static Http3Exception malformed(String message) {
        return Http3Exception.ofStream(H3_MESSAGE_ERROR, message);
    }
}
