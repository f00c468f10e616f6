package dev.quoll.cli.http3;

import static dev.quoll.cli.http3.ErrorCode.H3_CLOSED_CRITICAL_STREAM;
import static dev.quoll.cli.http3.ErrorCode.H3_ID_ERROR;
import static dev.quoll.cli.http3.ErrorCode.H3_STREAM_CREATION_ERROR;

import dev.quoll.core.id.Side;
import dev.quoll.error.StreamResetException;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Reads the unidirectional streams that the peer opens, each for what it is. *Thread-safe*.
///
/// @spec https://www.rfc-editor.org/rfc/rfc9114#section-6.2 RFC 9114, section 6.2
final class PeerStreams {
    private static final int BUFFER_LENGTH = 1 << 10;

    private final Side side;
    private final FieldCodec codec;
    private final ControlReader.Listener listener;
    private final Set<Long> critical = ConcurrentHashMap.newKeySet();

    private interface Instructions {
        void accept(ByteBuffer bytes) throws Http3Exception;
    }

    /// @param side ours
    PeerStreams(Side side, FieldCodec codec, ControlReader.Listener listener) {
        this.side = side;
        this.codec = codec;
        this.listener = listener;
    }

    /// Reads a stream to its end. Critical streams have none.
    ///
    /// @throws Http3Exception of scope STREAM for one that is not wanted, else for a broken rule
    void read(InputStream in) throws IOException {
        OptionalLong type = type(in);
        if (type.isEmpty()) {
            return;
        }
        if (type.getAsLong() == StreamType.PUSH) {
            throw push();
        }
        if (type.getAsLong() > StreamType.QPACK_DECODER) { // RFC 9114 §6.2
            throw Http3Exception.ofStream(H3_STREAM_CREATION_ERROR, "of an unknown type");
        }
        readCritical(in, type.getAsLong());
    }

    /// Empty if the stream ends before its type is known, which means nothing (RFC 9114 §6.2).
    private static OptionalLong type(InputStream in) throws IOException {
        try {
            return Varint.read(in);
        } catch (EOFException | StreamResetException e) {
            return OptionalLong.empty();
        }
    }

    private Http3Exception push() {
        return side == Side.SERVER
                ? error(H3_STREAM_CREATION_ERROR, "a client cannot push") // RFC 9114 §6.2.2
                : error(H3_ID_ERROR, "a push that nobody permitted"); // RFC 9114 §4.6
    }

    private void readCritical(InputStream in, long type) throws IOException {
        if (!critical.add(type)) { // RFC 9114 §6.2.1, RFC 9204 §4.2
            throw error(H3_STREAM_CREATION_ERROR, "a second stream of type " + type);
        }
        try {
            if (type == StreamType.CONTROL) {
                new ControlReader(side, new FrameReader(in), listener).readAll();
            } else if (type == StreamType.QPACK_ENCODER) {
                copy(in, codec::onEncoderStream);
            } else {
                copy(in, codec::onDecoderStream);
            }
        } catch (StreamResetException e) {
            throw error(H3_CLOSED_CRITICAL_STREAM, "stream of type " + type + " was reset");
        }
    }

    private static void copy(InputStream in, Instructions instructions) throws IOException {
        byte[] buffer = new byte[BUFFER_LENGTH];
        for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
            instructions.accept(ByteBuffer.wrap(buffer, 0, count).slice());
        }
        throw error(H3_CLOSED_CRITICAL_STREAM, "a QPACK stream ended"); // RFC 9204 §4.2
    }

    private static Http3Exception error(ErrorCode code, String message) {
        return Http3Exception.ofConnection(code, message);
    }
}
