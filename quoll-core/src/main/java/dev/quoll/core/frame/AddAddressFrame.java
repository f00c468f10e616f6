package dev.quoll.core.frame;

import dev.quoll.core.codec.ByteReader;
import dev.quoll.core.codec.ByteWriter;
import dev.quoll.core.codec.Varint;
import dev.quoll.core.error.TransportException;
import dev.quoll.core.event.NatTraversalVariant;

import java.net.InetSocketAddress;

/// A server tells its client an address at which it may be reached through address translators.
/// Immutable. Both variants have it, under types of their own.
///
/// ```
/// ADD_ADDRESS Frame {
///   Type (i) = 0x3d7f90..0x3d7f91 (iroh) or 0x3d7e90..0x3d7e91 (draft), Sequence Number (i),
///   IP Address (32 or 128), Port (16),
/// }
/// ```
///
/// @param variant whose type it has
/// @param sequenceNumber of the address, never used again for another
/// @param address where the server may be reached
/// @spec https://datatracker.ietf.org/doc/draft-seemann-quic-nat-traversal/ Using QUIC to traverse
///   NATs, section 4.6.1
public record AddAddressFrame(
        NatTraversalVariant variant, long sequenceNumber, InetSocketAddress address)
        implements NatTraversalFrame {
    static final int IROH_TYPE = NatTraversalFrame.IROH_TYPES;
    static final int DRAFT_TYPE = NatTraversalFrame.DRAFT_TYPES;

    static AddAddressFrame read(NatTraversalVariant variant, int type, ByteReader in)
            throws TransportException {
        long number = in.varint();
        return new AddAddressFrame(
                variant, number, IpAddressFields.read(type, ipv4Type(variant), in));
    }

    private static int ipv4Type(NatTraversalVariant variant) {
        return switch (variant) {
            case IROH -> IROH_TYPE;
            case DRAFT -> DRAFT_TYPE;
        };
    }

    private int type() {
        return IpAddressFields.typeOf(ipv4Type(variant), address);
    }

    @Override
    public void write(ByteWriter out) {
        out.varint(type()).varint(sequenceNumber);
        IpAddressFields.write(address, out);
    }

    @Override
    public int length() {
        return Varint.size(type()) + Varint.size(sequenceNumber) + IpAddressFields.length(address);
    }
}
