package dev.quoll.qlog;

import dev.quoll.core.event.PathStatus;
import dev.quoll.core.frame.MaxPathIdFrame;
import dev.quoll.core.frame.MultipathFrame;
import dev.quoll.core.frame.NewConnectionIdFrame;
import dev.quoll.core.frame.PathAbandonFrame;
import dev.quoll.core.frame.PathAckFrame;
import dev.quoll.core.frame.PathCidsBlockedFrame;
import dev.quoll.core.frame.PathNewConnectionIdFrame;
import dev.quoll.core.frame.PathRetireConnectionIdFrame;
import dev.quoll.core.frame.PathStatusFrame;
import dev.quoll.core.frame.PathsBlockedFrame;

import tools.jackson.core.JsonGenerator;

/// The frames of several paths, by names of ours: those of the draft in small letters. *Confined*.
final class MultipathFrameFields {
    private final JsonGenerator json;
    private final FrameFields frames;
    private final AckFields acks;

    MultipathFrameFields(JsonGenerator json, FrameFields frames, AckFields acks) {
        this.json = json;
        this.frames = frames;
        this.acks = acks;
    }

    /// Writes the fields of a frame into the object that is open.
    void write(MultipathFrame frame, int ackDelayExponent) {
        switch (frame) {
            case PathAckFrame ack -> {
                begin("path_ack", ack.pathId());
                acks.write(ack.ack(), ackDelayExponent);
            }
            case PathAbandonFrame(long path, long code) -> {
                begin("path_abandon", path);
                json.writeNumberProperty("error_code", code);
            }
            case PathStatusFrame(long path, PathStatus status, long number) -> {
                begin("path_status_" + Names.lower(status), path);
                json.writeNumberProperty("sequence_number", number);
            }
            case PathNewConnectionIdFrame(long path, NewConnectionIdFrame issued) -> {
                begin("path_new_connection_id", path);
                frames.writeConnectionId(issued);
            }
            case PathRetireConnectionIdFrame(long path, long number) -> {
                begin("path_retire_connection_id", path);
                json.writeNumberProperty("sequence_number", number);
            }
            case MaxPathIdFrame(long maximum) -> maximum("max_path_id", maximum);
            case PathsBlockedFrame(long maximum) -> maximum("paths_blocked", maximum);
            case PathCidsBlockedFrame(long path, long next) -> {
                begin("path_cids_blocked", path);
                json.writeNumberProperty("next_sequence_number", next);
            }
        }
    }

    private void begin(String type, long path) {
        json.writeStringProperty("frame_type", type);
        json.writeNumberProperty("path_id", path);
    }

    private void maximum(String type, long maximum) {
        json.writeStringProperty("frame_type", type);
        json.writeNumberProperty("maximum_path_id", maximum);
    }
}
