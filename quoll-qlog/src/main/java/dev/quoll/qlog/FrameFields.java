package dev.quoll.qlog;

import dev.quoll.core.frame.AckFrame;
import dev.quoll.core.frame.AckFrequencyFrame;
import dev.quoll.core.frame.ApplicationCloseFrame;
import dev.quoll.core.frame.ConnectionCloseFrame;
import dev.quoll.core.frame.CryptoFrame;
import dev.quoll.core.frame.DataBlockedFrame;
import dev.quoll.core.frame.DatagramFrame;
import dev.quoll.core.frame.Frame;
import dev.quoll.core.frame.HandshakeDoneFrame;
import dev.quoll.core.frame.ImmediateAckFrame;
import dev.quoll.core.frame.MaxDataFrame;
import dev.quoll.core.frame.MaxStreamDataFrame;
import dev.quoll.core.frame.MaxStreamsFrame;
import dev.quoll.core.frame.MultipathFrame;
import dev.quoll.core.frame.NatTraversalFrame;
import dev.quoll.core.frame.NewConnectionIdFrame;
import dev.quoll.core.frame.NewTokenFrame;
import dev.quoll.core.frame.ObservedAddressFrame;
import dev.quoll.core.frame.PaddingFrame;
import dev.quoll.core.frame.PathChallengeFrame;
import dev.quoll.core.frame.PathResponseFrame;
import dev.quoll.core.frame.PingFrame;
import dev.quoll.core.frame.ResetStreamAtFrame;
import dev.quoll.core.frame.ResetStreamFrame;
import dev.quoll.core.frame.RetireConnectionIdFrame;
import dev.quoll.core.frame.StopSendingFrame;
import dev.quoll.core.frame.StreamDataBlockedFrame;
import dev.quoll.core.frame.StreamFrame;
import dev.quoll.core.frame.StreamsBlockedFrame;
import dev.quoll.core.id.Direction;

import tools.jackson.core.JsonGenerator;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/// Frames as JSON objects: what a frame says, but not the data in it, nor tokens. *Confined*.
///
/// @spec https://datatracker.ietf.org/doc/draft-ietf-quic-qlog-quic-events/ qlog: QUIC events,
///   section 9.13
final class FrameFields {
    private final JsonGenerator json;
    private final AckFields acks;
    private final MultipathFrameFields multipath;
    private final NatTraversalFrameFields natTraversal;

    FrameFields(JsonGenerator json) {
        this.json = json;
        acks = new AckFields(json);
        multipath = new MultipathFrameFields(json, this, acks);
        natTraversal = new NatTraversalFrameFields(json);
    }

    /// Writes a frame.
    ///
    /// @param ackDelayExponent of the sender, for the delays of acknowledgments
    void write(Frame frame, int ackDelayExponent) {
        json.writeStartObject();
        switch (frame) {
            case PaddingFrame(int length) -> raw("padding", length);
            case PingFrame() -> type("ping");
            case AckFrame ack -> {
                type("ack");
                acks.write(ack, ackDelayExponent);
            }
            case CryptoFrame crypto -> {
                type("crypto");
                json.writeNumberProperty("offset", crypto.offset());
                raw(crypto.dataLength());
            }
            case StreamFrame stream -> writeStream(stream);
            case DatagramFrame datagram -> raw("datagram", datagram.dataLength());
            case NewTokenFrame token -> writeToken(token);
            case HandshakeDoneFrame() -> type("handshake_done");
            case ImmediateAckFrame() -> type("immediate_ack");
            case AckFrequencyFrame frequency -> writeFrequency(frequency);
            case MaxDataFrame _, MaxStreamDataFrame _, MaxStreamsFrame _ -> writeLimit(frame);
            case DataBlockedFrame _, StreamDataBlockedFrame _, StreamsBlockedFrame _ ->
                    writeBlocked(frame);
            case ResetStreamFrame _, ResetStreamAtFrame _, StopSendingFrame _ -> writeEnd(frame);
            case NewConnectionIdFrame issued -> {
                type("new_connection_id");
                writeConnectionId(issued);
            }
            case RetireConnectionIdFrame(long number) ->
                    number("retire_connection_id", "sequence_number", number);
            case PathChallengeFrame(long data) -> challenge("path_challenge", data);
            case PathResponseFrame(long data) -> challenge("path_response", data);
            case ConnectionCloseFrame close -> writeClose(close);
            case ApplicationCloseFrame close -> writeClose(close);
            case ObservedAddressFrame observed -> {
                number("observed_address", "sequence_number", observed.sequenceNumber());
                AddressFields.write(json, observed.address());
            }
            case MultipathFrame extension -> multipath.write(extension, ackDelayExponent);
            case NatTraversalFrame extension -> natTraversal.write(extension);
        }
        json.writeEndObject();
    }

    /// Writes what cannot be read as a frame.
    ///
    /// @param type its type, if that could be read
    /// @param left bytes of the payload from it on
    void writeUnknown(long type, int left) {
        json.writeStartObject();
        number("unknown", "frame_type_bytes", type);
        json.writeObjectPropertyStart("raw");
        json.writeNumberProperty("length", left);
        json.writeEndObject();
        json.writeEndObject();
    }

    /// Writes the fields of a connection ID that is issued; its reset token is a secret.
    void writeConnectionId(NewConnectionIdFrame issued) {
        json.writeNumberProperty("sequence_number", issued.sequenceNumber());
        json.writeNumberProperty("retire_prior_to", issued.retirePriorTo());
        json.writeNumberProperty("connection_id_length", issued.connectionId().length());
        json.writeStringProperty("connection_id", issued.connectionId().toString());
    }

    private void writeStream(StreamFrame stream) {
        number("stream", "stream_id", stream.streamId());
        json.writeNumberProperty("offset", stream.offset());
        if (stream.fin()) {
            json.writeBooleanProperty("fin", true);
        }
        raw(stream.dataLength());
    }

    private void writeToken(NewTokenFrame given) {
        type("new_token");
        json.writeObjectPropertyStart("token");
        json.writeStringProperty("type", "resumption");
        raw(given.token().length);
        json.writeEndObject();
    }

    private void writeFrequency(AckFrequencyFrame asked) {
        number("ack_frequency", "sequence_number", asked.sequenceNumber());
        json.writeNumberProperty("ack_eliciting_threshold", asked.ackElicitingThreshold());
        json.writeNumberProperty("requested_max_ack_delay", asked.maxAckDelayMicros());
        json.writeNumberProperty("reordering_threshold", asked.reorderingThreshold());
    }

    private void writeLimit(Frame frame) {
        switch (frame) {
            case MaxDataFrame(long maximum) -> number("max_data", "maximum", maximum);
            case MaxStreamDataFrame(long stream, long maximum) -> {
                number("max_stream_data", "stream_id", stream);
                json.writeNumberProperty("maximum", maximum);
            }
            case MaxStreamsFrame(Direction direction, long maximum) -> {
                type("max_streams");
                json.writeStringProperty("stream_type", Names.of(direction));
                json.writeNumberProperty("maximum", maximum);
            }
            default -> throw new AssertionError(frame);
        }
    }

    private void writeBlocked(Frame frame) {
        switch (frame) {
            case DataBlockedFrame(long limit) -> number("data_blocked", "limit", limit);
            case StreamDataBlockedFrame(long stream, long limit) -> {
                number("stream_data_blocked", "stream_id", stream);
                json.writeNumberProperty("limit", limit);
            }
            case StreamsBlockedFrame(Direction direction, long limit) -> {
                type("streams_blocked");
                json.writeStringProperty("stream_type", Names.of(direction));
                json.writeNumberProperty("limit", limit);
            }
            default -> throw new AssertionError(frame);
        }
    }

    private void writeEnd(Frame frame) {
        switch (frame) {
            case ResetStreamFrame(long stream, long code, long size) -> {
                number("reset_stream", "stream_id", stream);
                applicationError(code);
                json.writeNumberProperty("final_size", size);
            }
            case ResetStreamAtFrame(long stream, long code, long size, long reliable) -> {
                number("reset_stream_at", "stream_id", stream);
                applicationError(code);
                json.writeNumberProperty("final_size", size);
                json.writeNumberProperty("reliable_size", reliable);
            }
            case StopSendingFrame(long stream, long code) -> {
                number("stop_sending", "stream_id", stream);
                applicationError(code);
            }
            default -> throw new AssertionError(frame);
        }
    }

    private void writeClose(ConnectionCloseFrame close) {
        type("connection_close");
        json.writeStringProperty("error_space", "transport");
        json.writeStringProperty("error", Names.ofTransportError(close.errorCode()));
        json.writeNumberProperty("error_code", close.errorCode());
        reason(close.reason());
        json.writeNumberProperty("trigger_frame_type", close.frameType());
    }

    private void writeClose(ApplicationCloseFrame close) {
        type("connection_close");
        json.writeStringProperty("error_space", "application");
        applicationError(close.errorCode());
        reason(close.reason());
    }

    private void applicationError(long code) {
        json.writeStringProperty("error", "unknown");
        json.writeNumberProperty("error_code", code);
    }

    private void reason(byte[] bytes) {
        if (bytes.length > 0) {
            json.writeStringProperty("reason", new String(bytes, StandardCharsets.UTF_8));
        }
    }

    private void challenge(String type, long data) {
        type(type);
        json.writeStringProperty("data", HexFormat.of().toHexDigits(data));
    }

    private void type(String type) {
        json.writeStringProperty("frame_type", type);
    }

    private void number(String type, String field, long value) {
        type(type);
        json.writeNumberProperty(field, value);
    }

    private void raw(String type, int length) {
        type(type);
        raw(length);
    }

    /// The bytes that follow the header of a frame; qlog has the field of their length here, too.
    private void raw(int length) {
        json.writeObjectPropertyStart("raw");
        json.writeNumberProperty("length", length);
        json.writeNumberProperty("payload_length", length);
        json.writeEndObject();
    }
}
