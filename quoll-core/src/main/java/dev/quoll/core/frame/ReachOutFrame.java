package dev.quoll.core.frame;

import dev.quoll.core.codec.ByteReader;
import dev.quoll.core.codec.ByteWriter;
import dev.quoll.core.codec.Varint;
import dev.quoll.core.error.TransportException;
import dev.quoll.core.event.NatTraversalVariant;

import java.net.InetSocketAddress;

/// A client asks the server to send probes to an address at which it may be reached. Immutable. As
/// iroh speaks it.
///
/// ```
/// REACH_OUT Frame {
///   Type (i) = 0x3d7f92..0x3d7f93, Round (i), IP Address (32 or 128), Port (16),
/// }
/// ```
///
/// @param round a higher one ends those before
/// @param address where the client may be reached
public record ReachOutFrame(long round, InetSocketAddress address) implements NatTraversalFrame {
    static final int IPV4_TYPE = NatTraversalFrame.IROH_TYPES + 2;
    static final int IPV6_TYPE = IPV4_TYPE + 1;

    static ReachOutFrame read(int type, ByteReader in) throws TransportException {
        long round = in.varint();
        return new ReachOutFrame(round, IpAddressFields.read(type, IPV4_TYPE, in));
    }

    @Override
    public NatTraversalVariant variant() {
        return NatTraversalVariant.IROH;
    }

    private int type() {
        return IpAddressFields.typeOf(IPV4_TYPE, address);
    }

    @Override
    public void write(ByteWriter out) {
        out.varint(type()).varint(round);
        IpAddressFields.write(address, out);
    }

    @Override
    public int length() {
        return Varint.size(type()) + Varint.size(round) + IpAddressFields.length(address);
    }
}
