package dev.quoll.sim;

import dev.quoll.core.codec.ByteWriter;
import dev.quoll.core.frame.CryptoFrame;
import dev.quoll.core.frame.Frame;
import dev.quoll.core.id.ConnectionId;
import dev.quoll.core.packet.HeaderMask;
import dev.quoll.core.packet.LongHeader;
import dev.quoll.core.packet.ShortHeader;
import dev.quoll.core.spi.HeaderProtector;
import dev.quoll.core.spi.PacketProtection;
import dev.quoll.core.spi.PacketSealer;
import dev.quoll.core.spi.TrafficSecret;
import dev.quoll.core.version.QuicVersion;

import java.util.Arrays;

/// Seals packets that no honest side builds, under the keys of one side at one level. *Confined*.
final class PacketCraft {
    private static final int NUMBER_LENGTH = 4;
    private static final int MOST_BYTES = 1500;

    private final PacketSealer sealer;
    private final HeaderProtector protector;

    PacketCraft(PacketProtection protection, QuicVersion version, TrafficSecret secret) {
        sealer = protection.sealer(version, secret);
        protector = protection.headerProtector(version, secret);
    }

    /// The payload that these frames make.
    static byte[] payload(Frame... frames) {
        ByteWriter out = new ByteWriter(new byte[MOST_BYTES]);
        for (Frame frame : frames) {
            frame.write(out);
        }
        return Arrays.copyOf(out.array(), out.position());
    }

    /// A CRYPTO frame with these bytes of a handshake.
    static byte[] crypto(long offset, byte[] data) {
        ByteWriter out = new ByteWriter(new byte[MOST_BYTES]);
        CryptoFrame.writeHeader(out, offset, data.length);
        out.bytes(data, 0, data.length);
        return Arrays.copyOf(out.array(), out.position());
    }

    /// A 1-RTT packet.
    ///
    /// @param bits set in the first byte besides those that belong there
    byte[] seal(ConnectionId destination, long packetNumber, int bits, byte[] payload) {
        return seal(0, destination, packetNumber, bits, payload);
    }

    /// A 1-RTT packet of a path.
    ///
    /// @param bits set in the first byte besides those that belong there
    byte[] seal(long path, ConnectionId destination, long packetNumber, int bits, byte[] payload) {
        ByteWriter out = new ByteWriter(new byte[MOST_BYTES]);
        int numberOffset = ShortHeader.write(out, destination, 0, packetNumber, NUMBER_LENGTH);
        return seal(path, out, numberOffset, packetNumber, bits, payload);
    }

    /// A packet with a long header, whose keys these must be.
    ///
    /// @param bits set in the first byte besides those that belong there
    byte[] seal(LongHeader header, long packetNumber, int bits, byte[] payload) {
        ByteWriter out = new ByteWriter(new byte[MOST_BYTES]);
        int numberOffset = header.write(out, packetNumber, NUMBER_LENGTH);
        int end = out.position() + payload.length + PacketProtection.TAG_LENGTH;
        LongHeader.patchLength(out.array(), numberOffset, end);
        return seal(0, out, numberOffset, packetNumber, bits, payload);
    }

    private byte[] seal(
            long path,
            ByteWriter header,
            int numberOffset,
            long packetNumber,
            int bits,
            byte[] payload) {
        byte[] packet = header.array();
        int headerLength = header.position();
        packet[0] |= (byte) bits;
        System.arraycopy(payload, 0, packet, headerLength, payload.length);
        sealer.seal(path, packetNumber, packet, 0, headerLength, payload.length);
        byte[] sample = new byte[HeaderProtector.SAMPLE_LENGTH];
        byte[] mask = new byte[HeaderProtector.SAMPLE_LENGTH];
        System.arraycopy(packet, HeaderMask.sampleOffset(numberOffset), sample, 0, sample.length);
        protector.masks(sample, 1, mask);
        HeaderMask.put(packet, 0, numberOffset, mask, 0);
        return Arrays.copyOf(packet, headerLength + payload.length + PacketProtection.TAG_LENGTH);
    }
}
