package dev.quoll.core.frame;

import dev.quoll.core.codec.ByteReader;
import dev.quoll.core.codec.ByteWriter;
import dev.quoll.core.codec.Varint;
import dev.quoll.core.error.TransportException;
import dev.quoll.core.event.NatTraversalVariant;

import java.net.InetSocketAddress;

/// A client asks the server to probe the way from one of the server's addresses to one of its own.
/// Immutable. The draft's counterpart of [ReachOutFrame].
///
/// ```
/// PUNCH_ME_NOW Frame {
///   Type (i) = 0x3d7e92..0x3d7e93, Round (i), Paired With Sequence Number (i),
///   IP Address (32 or 128), Port (16),
/// }
/// ```
///
/// @param round a higher one ends those before
/// @param pairedWith the number of the server's address, of an [AddAddressFrame]
/// @param address where the client may be reached
/// @spec https://datatracker.ietf.org/doc/draft-seemann-quic-nat-traversal/ Using QUIC to traverse
///   NATs, section 4.6.2
public record PunchMeNowFrame(long round, long pairedWith, InetSocketAddress address)
        implements NatTraversalFrame {
    static final int IPV4_TYPE = NatTraversalFrame.DRAFT_TYPES + 2;
    static final int IPV6_TYPE = IPV4_TYPE + 1;

    static PunchMeNowFrame read(int type, ByteReader in) throws TransportException {
        long round = in.varint();
        long pairedWith = in.varint();
        return new PunchMeNowFrame(round, pairedWith, IpAddressFields.read(type, IPV4_TYPE, in));
    }

    @Override
    public NatTraversalVariant variant() {
        return NatTraversalVariant.DRAFT;
    }

    private int type() {
        return IpAddressFields.typeOf(IPV4_TYPE, address);
    }

    @Override
    public void write(ByteWriter out) {
        out.varint(type()).varint(round).varint(pairedWith);
        IpAddressFields.write(address, out);
    }

    @Override
    public int length() {
        return Varint.size(type())
                + Varint.size(round)
                + Varint.size(pairedWith)
                + IpAddressFields.length(address);
    }
}
