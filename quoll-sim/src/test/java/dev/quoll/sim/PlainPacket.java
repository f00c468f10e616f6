package dev.quoll.sim;

import dev.quoll.core.error.TransportException;
import dev.quoll.core.event.NatTraversalVariant;
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
import java.util.function.Consumer;
import java.util.function.Predicate;

/// A packet on its way, seen from outside; for connections whose packets are not encrypted.
///
/// @param number its number, as far as its header says it
/// @param frames the types of its frames, in order
public record PlainPacket(PacketType type, long number, List<Class<? extends Frame>> frames) {
    /// Whether it has such a frame.
    public boolean has(Class<? extends Frame> frame) {
        return frames.contains(frame);
    }

    /// A sieve that drops the first `count` datagrams with a packet that `chosen` is true of.
    public static Sieve droppingFirst(int count, String name, Predicate<PlainPacket> chosen) {
        return new Sieve(
                "first " + count + " of " + name,
                () -> {
                    int[] left = {count};
                    return datagram -> of(datagram).stream().anyMatch(chosen) && left[0]-- > 0;
                });
    }

    /// The packets of a datagram, which must not be damaged.
    public static List<PlainPacket> of(Datagram datagram) {
        List<PlainPacket> packets = new ArrayList<>();
        forEachHeader(datagram, header -> packets.add(of(header)));
        return packets;
    }

    /// Shows every frame of a datagram, which must not be damaged, while it can be read.
    public static void forEachFrame(Datagram datagram, Consumer<Frame> action) {
        forEachHeader(datagram, header -> forEachFrame(header, action));
    }

    private static void forEachHeader(Datagram datagram, Consumer<PacketHeader> action) {
        PacketReader reader = new PacketReader(Settings.CONNECTION_ID_LENGTH, FixedBit.GREASED);
        reader.reset(datagram.bytes(), 0, datagram.length());
        while (reader.hasNext()) {
            if (reader.next() != HeaderOutcome.PACKET) {
                throw new IllegalStateException("no packet of ours: " + datagram);
            }
            action.accept(reader.header());
        }
    }

    private static PlainPacket of(PacketHeader header) {
        if (header.type() == PacketType.RETRY) {
            return new PlainPacket(PacketType.RETRY, 0, List.of());
        }
        List<Class<? extends Frame>> frames = new ArrayList<>();
        forEachFrame(header, frame -> frames.add(frame.getClass()));
        return new PlainPacket(
                header.type(),
                PacketNumber.readTruncated(
                        header.array(), header.packetNumberOffset(), numberLength(header)),
                frames);
    }

    private static void forEachFrame(PacketHeader header, Consumer<Frame> action) {
        if (header.type() == PacketType.RETRY) {
            return;
        }
        int payload = header.packetNumberOffset() + numberLength(header);
        FrameReader reader = new FrameReader();
        reader.readMultipath();
        for (NatTraversalVariant variant : NatTraversalVariant.values()) {
            reader.readNatTraversal(variant);
        }
        reader.reset(header.array(), payload, header.end() - PacketProtection.TAG_LENGTH - payload);
        try {
            for (Frame frame = reader.next(); frame != null; frame = reader.next()) {
                action.accept(frame);
            }
        } catch (TransportException e) {
            throw new IllegalStateException("a packet of ours with a malformed frame", e);
        }
    }

    private static int numberLength(PacketHeader header) {
        return (header.firstByte() & 3) + 1;
    }
}
