package dev.quoll.sim;

import dev.quoll.core.error.TransportException;
import dev.quoll.core.frame.Frame;
import dev.quoll.core.frame.FrameReader;
import dev.quoll.core.packet.HeaderMask;
import dev.quoll.core.packet.PacketHeader;
import dev.quoll.core.packet.PacketNumber;
import dev.quoll.core.spi.HeaderProtector;
import dev.quoll.core.spi.PacketOpener;
import dev.quoll.core.spi.PacketProtection;
import dev.quoll.core.spi.TrafficSecret;
import dev.quoll.core.version.QuicVersion;

import java.util.function.Consumer;

/// Opens the packets that one side sends at one level, as its peer does: what was really said on
/// the way. *Confined*.
final class PacketView {
    private final PacketOpener opener;
    private final HeaderProtector protector;
    private long largest = PacketNumber.NONE;

    PacketView(PacketProtection protection, QuicVersion version, TrafficSecret secret) {
        opener = protection.opener(version, secret);
        protector = protection.headerProtector(version, secret);
    }

    /// Opens a packet and shows its frames one by one; those that are cursors hold until the next.
    ///
    /// @return its number, or [PacketNumber#NONE] if the keys do not open it
    long open(PacketHeader header, Consumer<Frame> observer) {
        int numberOffset = header.packetNumberOffset();
        byte[] bytes = header.array();
        byte[] sample = new byte[HeaderProtector.SAMPLE_LENGTH];
        byte[] mask = new byte[HeaderProtector.SAMPLE_LENGTH];
        System.arraycopy(bytes, HeaderMask.sampleOffset(numberOffset), sample, 0, sample.length);
        protector.masks(sample, 1, mask);
        int numberLength = HeaderMask.takeOff(bytes, header.offset(), numberOffset, mask, 0);
        long truncated = PacketNumber.readTruncated(bytes, numberOffset, numberLength);
        long number = PacketNumber.decode(largest, truncated, numberLength);
        int payload = numberOffset + numberLength;
        byte[] plaintext = new byte[header.end() - payload];
        int length =
                opener.open(
                        0,
                        number,
                        bytes,
                        header.offset(),
                        payload - header.offset(),
                        plaintext.length,
                        plaintext,
                        0);
        if (length == PacketOpener.NOT_AUTHENTIC) {
            return PacketNumber.NONE;
        }
        largest = Math.max(largest, number);
        show(plaintext, length, observer);
        return number;
    }

    /// The largest number of a packet that was opened, or [PacketNumber#NONE].
    long largest() {
        return largest;
    }

    private static void show(byte[] plaintext, int length, Consumer<Frame> observer) {
        FrameReader reader = new FrameReader();
        reader.reset(plaintext, 0, length);
        try {
            for (Frame frame = reader.next(); frame != null; frame = reader.next()) {
                observer.accept(frame);
            }
        } catch (TransportException e) {
            throw new IllegalStateException("a packet of ours with a malformed frame", e);
        }
    }
}
