package dev.quoll.cli.http3;

import static dev.quoll.cli.http3.ErrorCode.H3_CLOSED_CRITICAL_STREAM;
import static dev.quoll.cli.http3.ErrorCode.H3_FRAME_ERROR;
import static dev.quoll.cli.http3.ErrorCode.H3_FRAME_UNEXPECTED;
import static dev.quoll.cli.http3.ErrorCode.H3_ID_ERROR;
import static dev.quoll.cli.http3.ErrorCode.H3_MISSING_SETTINGS;

import dev.quoll.core.id.Side;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.OptionalLong;

/// Reads the peer's control stream, frame by frame, to see that it obeys the rules. *Confined*.
///
/// @spec https://www.rfc-editor.org/rfc/rfc9114#section-6.2.1 RFC 9114, section 6.2.1
final class ControlReader {
    /// Learns what the peer says.
    interface Listener {
        /// Its settings, once and before all else.
        void onSettings(Settings settings);

        /// It processes nothing with this ID or a higher one.
        void onGoAway(long id);
    }

    private static final int MAX_NUMBER_LENGTH = 8;

    /// Of the four kinds of streams, requests are the first (RFC 9000 §2.1).
    private static final int KINDS_OF_STREAMS = 4;

    private final Side side;
    private final FrameReader frames;
    private final Listener listener;
    private long lastGoAway = Varint.MAX;
    private long maxPushId = -1; // below all

    /// @param side ours
    ControlReader(Side side, FrameReader frames, Listener listener) {
        this.side = side;
        this.frames = frames;
        this.listener = listener;
    }

    /// Reads until the peer breaks a rule or the connection ends.
    void readAll() throws IOException {
        if (!frames.next()) {
            throw closed();
        }
        if (frames.type() != FrameType.SETTINGS) { // RFC 9114 §6.2.1
            throw error(H3_MISSING_SETTINGS, "frame " + frames.type() + " before SETTINGS");
        }
        listener.onSettings(Settings.read(frames.payload(Settings.MAX_LENGTH)));
        while (frames.next()) {
            read(frames.type());
        }
        throw closed();
    }

    private void read(long type) throws IOException {
        if (type == FrameType.GOAWAY) {
            onGoAway(number());
        } else if (type == FrameType.MAX_PUSH_ID && side == Side.SERVER) {
            onMaxPushId(number());
        } else if (type == FrameType.CANCEL_PUSH) {
            // RFC 9114 §7.2.3: nothing was ever promised, nor permitted
            throw error(H3_ID_ERROR, "CANCEL_PUSH of the unknown push " + number());
        } else { // RFC 9114 §7.2: the second SETTINGS, frames of requests and of HTTP/2
            throw error(H3_FRAME_UNEXPECTED, "frame " + type + " on the control stream");
        }
    }

    private void onGoAway(long id) throws Http3Exception {
        if (side == Side.CLIENT && id % KINDS_OF_STREAMS != 0) { // RFC 9114 §7.2.6
            throw error(H3_ID_ERROR, "GOAWAY names stream " + id + ", which is no request");
        }
        if (id > lastGoAway) { // RFC 9114 §5.2
            throw error(H3_ID_ERROR, "GOAWAY rises from " + lastGoAway + " to " + id);
        }
        lastGoAway = id;
        listener.onGoAway(id);
    }

    private void onMaxPushId(long id) throws Http3Exception {
        if (id < maxPushId) { // RFC 9114 §7.2.7
            throw error(H3_ID_ERROR, "MAX_PUSH_ID falls from " + maxPushId + " to " + id);
        }
        maxPushId = id;
    }

    /// The payload is one number and nothing else (RFC 9114 §7.1).
    private long number() throws IOException {
        byte[] payload = frames.payload(MAX_NUMBER_LENGTH);
        ByteArrayInputStream in = new ByteArrayInputStream(payload);
        try {
            OptionalLong number = Varint.read(in);
            if (number.isPresent() && in.available() == 0) {
                return number.getAsLong();
            }
        } catch (EOFException e) {
            // the same error
        }
        throw error(H3_FRAME_ERROR, "no number of " + payload.length + " bytes");
    }

    private static Http3Exception closed() { // RFC 9114 §6.2.1
        return error(H3_CLOSED_CRITICAL_STREAM, "the control stream ended");
    }

    private static Http3Exception error(ErrorCode code, String message) {
        return Http3Exception.ofConnection(code, message);
    }
}
