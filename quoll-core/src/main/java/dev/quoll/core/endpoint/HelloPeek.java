package dev.quoll.core.endpoint;

import dev.quoll.core.buffer.Reassembler;
import dev.quoll.core.connection.FirstInitial;
import dev.quoll.core.error.TransportException;
import dev.quoll.core.frame.CryptoFrame;
import dev.quoll.core.frame.Frame;
import dev.quoll.core.frame.FrameReader;
import dev.quoll.core.id.ConnectionId;
import dev.quoll.core.packet.FixedBit;
import dev.quoll.core.packet.HeaderMask;
import dev.quoll.core.packet.HeaderOutcome;
import dev.quoll.core.packet.PacketHeader;
import dev.quoll.core.packet.PacketNumber;
import dev.quoll.core.packet.PacketReader;
import dev.quoll.core.packet.PacketType;
import dev.quoll.core.protection.InitialSecrets;
import dev.quoll.core.spi.HeaderProtector;
import dev.quoll.core.spi.PacketOpener;
import dev.quoll.core.spi.PacketProtection;
import dev.quoll.core.spi.TrafficSecret;

import java.util.Arrays;

/// Looks at the beginning of a client's handshake before anybody has decided to answer it: opens
/// its Initial packets, which everybody can who saw the first, and puts together what they carry.
/// *Confined*. Nothing here is answered or refused; that is for the connection, if there will be
/// one.
///
/// @spec https://www.rfc-editor.org/rfc/rfc9001#section-5.2 RFC 9001, section 5.2
public final class HelloPeek {
    /// The most bytes of handshake that are looked at; no ClientHello we take is longer.
    public static final int MAX_BYTES = 16 * 1024 + 4;

    private static final int NO_PACKET_YET = -1;

    private final FirstInitial first;
    private final PacketOpener opener;
    private final HeaderProtector protector;
    private final PacketReader packets =
            new PacketReader(ConnectionId.MAX_LENGTH, FixedBit.GREASED);
    private final FrameReader frames = new FrameReader();
    private final Reassembler crypto = new Reassembler(MAX_BYTES);
    private byte[] hello = {};

    /// Nothing seen yet.
    ///
    /// @param first of the client whose datagrams will follow
    public HelloPeek(FirstInitial first, PacketProtection protection) {
        this.first = first;
        TrafficSecret secret = InitialSecrets.of(first.version(), first.destination()).client();
        opener = protection.opener(first.version(), secret);
        protector = protection.headerProtector(first.version(), secret);
    }

    /// Looks at a datagram of the client, which is left as it is.
    ///
    /// @return all of the handshake that came so far without a gap, at most [#MAX_BYTES]
    public byte[] look(byte[] datagram) {
        packets.reset(datagram.clone(), 0, datagram.length);
        while (packets.hasNext()) {
            if (packets.next() == HeaderOutcome.PACKET
                    && packets.header().type() == PacketType.INITIAL
                    && packets.header().quicVersion() == first.version()) {
                open(packets.header());
            }
        }
        int known = hello.length;
        hello = Arrays.copyOf(hello, known + (int) crypto.readable());
        crypto.read(hello, known, hello.length - known);
        return hello.clone();
    }

    private void open(PacketHeader header) {
        byte[] bytes = header.array();
        int numberOffset = header.packetNumberOffset();
        byte[] sample = new byte[HeaderProtector.SAMPLE_LENGTH];
        byte[] mask = new byte[HeaderProtector.SAMPLE_LENGTH];
        System.arraycopy(bytes, HeaderMask.sampleOffset(numberOffset), sample, 0, sample.length);
        protector.masks(sample, 1, mask);
        int numberLength = HeaderMask.takeOff(bytes, header.offset(), numberOffset, mask, 0);
        long number =
                PacketNumber.decode(
                        NO_PACKET_YET,
                        PacketNumber.readTruncated(bytes, numberOffset, numberLength),
                        numberLength);
        int payload = numberOffset + numberLength;
        int sealed = header.end() - payload;
        byte[] plaintext = new byte[sealed];
        int length =
                opener.open(
                        0,
                        number,
                        bytes,
                        header.offset(),
                        payload - header.offset(),
                        sealed,
                        plaintext,
                        0);
        if (length != PacketOpener.NOT_AUTHENTIC) {
            read(plaintext, length);
        }
    }

    private void read(byte[] plaintext, int length) {
        frames.reset(plaintext, 0, length);
        try {
            for (Frame frame = frames.next(); frame != null; frame = frames.next()) {
                if (frame instanceof CryptoFrame part) {
                    insert(part);
                }
            }
        } catch (TransportException _) {
            return; // the connection will say so, should there be one
        }
    }

    private void insert(CryptoFrame part) {
        long end = part.offset() + part.dataLength();
        if (end <= MAX_BYTES && crypto.canHold(end)) {
            crypto.insert(part.offset(), part.array(), part.dataOffset(), part.dataLength());
        }
    }
}
