package dev.quoll.qlog;

import dev.quoll.core.codec.ByteReader;
import dev.quoll.core.error.TransportException;
import dev.quoll.core.id.PathId;
import dev.quoll.core.observe.ObservedPacket;
import dev.quoll.core.observe.PacketKind;

import tools.jackson.core.JsonGenerator;

import java.util.HexFormat;

/// Headers of packets; the token in one is a secret, of which only the length is said. *Confined*.
///
/// @spec https://www.rfc-editor.org/rfc/rfc9000#section-17 RFC 9000, section 17
final class HeaderFields {
    private static final int SPIN_BIT = 0x20;
    private static final int KEY_PHASE_BIT = 0x04;
    private static final int NUMBER_LENGTH_BITS = 0x03;
    private static final int INTEGRITY_TAG = 16; // RFC 9000 §17.2.5

    private final JsonGenerator json;
    private final ByteReader in = new ByteReader();

    HeaderFields(JsonGenerator json) {
        this.json = json;
    }

    /// Writes the header of a packet, and what else is in one without frames. What was opened has a
    /// header that can be read.
    void write(ObservedPacket packet) {
        byte[] header = packet.header();
        in.reset(header, 0, header.length);
        json.writeObjectPropertyStart("header");
        try {
            if (packet.kind() == PacketKind.ONE_RTT) {
                writeShort(packet);
            } else {
                writeLong(packet);
            }
        } catch (TransportException e) {
            throw new AssertionError(e);
        }
        json.writeEndObject();
    }

    /// Writes what identifies a packet.
    void writeNumber(PacketKind kind, PathId path, long number) {
        json.writeStringProperty("packet_type", Names.of(kind));
        json.writeNumberProperty("packet_number", number);
        if (!path.equals(PathId.ZERO)) {
            json.writeNumberProperty("path_id", path.value());
        }
    }

    private void writeShort(ObservedPacket packet) throws TransportException {
        int first = in.uint8();
        int numberLength = 1 + (first & NUMBER_LENGTH_BITS);
        writeNumber(packet.kind(), packet.path(), packet.number());
        json.writeNumberProperty("packet_number_length", numberLength);
        json.writeBooleanProperty("spin_bit", (first & SPIN_BIT) != 0);
        json.writeBooleanProperty("key_phase_bit", (first & KEY_PHASE_BIT) != 0);
        json.writeStringProperty("dcid", hex(in.remaining() - numberLength));
    }

    private void writeLong(ObservedPacket packet) throws TransportException {
        int first = in.uint8();
        int version = (int) in.uint32();
        switch (packet.kind()) {
            case RETRY, VERSION_NEGOTIATION ->
                    json.writeStringProperty("packet_type", Names.of(packet.kind()));
            default -> {
                writeNumber(packet.kind(), packet.path(), packet.number());
                json.writeNumberProperty("packet_number_length", 1 + (first & NUMBER_LENGTH_BITS));
            }
        }
        json.writeStringProperty("version", Names.version(version));
        writeId("dcil", "dcid");
        writeId("scil", "scid");
        switch (packet.kind()) {
            case INITIAL -> writeToken(in.countOfBytes());
            case RETRY -> writeToken(in.remaining() - INTEGRITY_TAG);
            case VERSION_NEGOTIATION -> writeVersions();
            default -> {}
        }
    }

    private void writeId(String lengthName, String name) throws TransportException {
        int length = in.uint8();
        json.writeNumberProperty(lengthName, length);
        json.writeStringProperty(name, hex(length));
    }

    private void writeToken(int length) {
        if (length > 0) {
            json.writeObjectPropertyStart("token");
            json.writeObjectPropertyStart("raw");
            json.writeNumberProperty("length", length);
            json.writeEndObject();
            json.writeEndObject();
        }
    }

    /// A field of ours in a header, for qlog has it in packets that are sent alone.
    private void writeVersions() throws TransportException {
        json.writeArrayPropertyStart("supported_versions");
        while (in.remaining() >= Integer.BYTES) {
            json.writeString(Names.version((int) in.uint32()));
        }
        json.writeEndArray();
    }

    private String hex(int length) throws TransportException {
        return HexFormat.of().formatHex(in.bytes(length));
    }
}
