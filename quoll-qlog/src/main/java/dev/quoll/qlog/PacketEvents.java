package dev.quoll.qlog;

import dev.quoll.core.error.TransportException;
import dev.quoll.core.event.NatTraversalVariant;
import dev.quoll.core.frame.Frame;
import dev.quoll.core.frame.FrameReader;
import dev.quoll.core.observe.Observation;
import dev.quoll.core.observe.ObservedPacket;
import dev.quoll.core.observe.PacketKind;

import tools.jackson.core.JsonGenerator;

/// Packets: their headers, and their frames, which are decoded here once more. What a peer sends
/// may be anything, and is written as far as it can be read. *Confined*.
final class PacketEvents {
    private static final int DEFAULT_ACK_DELAY_EXPONENT = 3; // RFC 9000 §18.2

    private final Records records;
    private final JsonGenerator json;
    private final HeaderFields headers;
    private final FrameFields fields;
    private final FrameReader frames = new FrameReader();
    private int localExponent = DEFAULT_ACK_DELAY_EXPONENT;
    private int peerExponent = DEFAULT_ACK_DELAY_EXPONENT;

    PacketEvents(Records records) {
        this.records = records;
        json = records.json();
        headers = new HeaderFields(json);
        fields = new FrameFields(json);
        frames.readMultipath();
        for (NatTraversalVariant each : NatTraversalVariant.values()) {
            frames.readNatTraversal(each);
        }
    }

    /// By how many bits we shift the delays of our acknowledgments.
    void onLocalExponent(int bits) {
        localExponent = bits;
    }

    /// By how many bits the peer shifts them.
    void onPeerExponent(int bits) {
        peerExponent = bits;
    }

    void writeSent(ObservedPacket packet, long nowNanos) {
        write("quic:packet_sent", packet, localExponent, nowNanos);
    }

    void writeReceived(ObservedPacket packet, long nowNanos) {
        write("quic:packet_received", packet, peerExponent, nowNanos);
    }

    void writeDropped(Observation.PacketDropped dropped, long nowNanos) {
        records.beginEvent("quic:packet_dropped", nowNanos);
        json.writeObjectPropertyStart("raw");
        json.writeNumberProperty("length", dropped.length());
        json.writeEndObject();
        json.writeObjectPropertyStart("details");
        json.writeStringProperty("reason", Names.lower(dropped.reason()));
        json.writeEndObject();
        json.writeStringProperty("trigger", Names.trigger(dropped.reason()));
        records.endEvent();
    }

    void writeLost(Observation.PacketLost lost, long nowNanos) {
        records.beginEvent("quic:packet_lost", lost.path(), nowNanos);
        json.writeObjectPropertyStart("header");
        headers.writeNumber(lost.kind(), lost.path(), lost.packetNumber());
        json.writeEndObject();
        json.writeObjectPropertyStart("raw");
        json.writeNumberProperty("length", lost.length());
        json.writeEndObject();
        if (lost.isMtuProbe()) {
            json.writeBooleanProperty("is_mtu_probe_packet", true);
        }
        json.writeStringProperty("trigger", Names.of(lost.trigger()));
        records.endEvent();
    }

    private void write(String name, ObservedPacket packet, int exponent, long nowNanos) {
        records.beginEvent(name, packet.path(), nowNanos);
        headers.write(packet);
        if (packet.payload().length > 0) {
            boolean isOneRtt = packet.kind() == PacketKind.ONE_RTT;
            writeFrames(packet.payload(), isOneRtt ? exponent : DEFAULT_ACK_DELAY_EXPONENT);
        }
        json.writeObjectPropertyStart("raw");
        json.writeNumberProperty("length", packet.length());
        json.writeNumberProperty("payload_length", packet.payload().length);
        json.writeEndObject();
        records.endEvent();
    }

    private void writeFrames(byte[] payload, int exponent) {
        json.writeArrayPropertyStart("frames");
        frames.reset(payload, 0, payload.length);
        int read = 0;
        try {
            for (Frame frame = frames.next(); frame != null; frame = frames.next()) {
                fields.write(frame, exponent);
                read = frames.position();
            }
        } catch (TransportException e) {
            fields.writeUnknown(frames.frameType(), payload.length - read);
        }
        json.writeEndArray();
    }
}
