package dev.quoll.sim;

import dev.quoll.core.error.TransportException;
import dev.quoll.core.frame.Frame;
import dev.quoll.core.frame.FrameReader;
import dev.quoll.core.packet.FixedBit;
import dev.quoll.core.packet.HeaderOutcome;
import dev.quoll.core.packet.PacketHeader;
import dev.quoll.core.packet.PacketNumber;
import dev.quoll.core.packet.PacketReader;
import dev.quoll.core.packet.PacketType;
import dev.quoll.core.spi.PacketProtection;
import dev.quoll.sim.datagram.Datagram;
import dev.quoll.sim.endpoint.Settings;
import dev.quoll.sim.link.Sieve;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/// A packet on its way, seen from outside; for connections whose packets are not encrypted.
///
/// @param number its number, as far as its header says it
/// @param frames the types of its frames, in order
record PlainPacket(PacketType type, long number, List<Class<? extends Frame>> frames) {
    boolean has(Class<? extends Frame> frame) {
        return frames.contains(frame);
    }

    /// A sieve that drops the first `count` datagrams with a packet that `chosen` is true of.
    static Sieve droppingFirst(int count, String name, Predicate<PlainPacket> chosen) {
        return new Sieve(
                "first " + count + " of " + name,
                () -> {
                    int[] left = {count};
                    return datagram -> of(datagram).stream().anyMatch(chosen) && left[0]-- > 0;
                });
    }

    /// The packets of a datagram, which must not be damaged.
    static List<PlainPacket> of(Datagram datagram) {
        PacketReader reader = new PacketReader(Settings.CONNECTION_ID_LENGTH, FixedBit.GREASED);
        reader.reset(datagram.bytes(), 0, datagram.length());
        List<PlainPacket> packets = new ArrayList<>();
        while (reader.hasNext()) {
            if (reader.next() != HeaderOutcome.PACKET) {
                throw new IllegalStateException("no packet of ours: " + datagram);
            }
            packets.add(of(reader.header()));
        }
        return packets;
    }

    private static PlainPacket of(PacketHeader header) {
        if (header.type() == PacketType.RETRY) {
            return new PlainPacket(PacketType.RETRY, 0, List.of());
        }
        int numberLength = (header.firstByte() & 3) + 1;
        int payload = header.packetNumberOffset() + numberLength;
        return new PlainPacket(
                header.type(),
                PacketNumber.readTruncated(
                        header.array(), header.packetNumberOffset(), numberLength),
                frames(
                        header.array(),
                        payload,
                        header.end() - PacketProtection.TAG_LENGTH - payload));
    }

    private static List<Class<? extends Frame>> frames(byte[] bytes, int offset, int length) {
        FrameReader reader = new FrameReader();
        reader.readMultipath();
        reader.reset(bytes, offset, length);
        List<Class<? extends Frame>> frames = new ArrayList<>();
        try {
            for (Frame frame = reader.next(); frame != null; frame = reader.next()) {
                frames.add(frame.getClass());
            }
        } catch (TransportException e) {
            throw new IllegalStateException("a packet of ours with a malformed frame", e);
        }
        return frames;
    }
}
