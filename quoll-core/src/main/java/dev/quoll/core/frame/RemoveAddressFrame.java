package dev.quoll.core.frame;

import dev.quoll.core.codec.ByteReader;
import dev.quoll.core.codec.ByteWriter;
import dev.quoll.core.codec.Varint;
import dev.quoll.core.error.TransportException;
import dev.quoll.core.event.NatTraversalVariant;

/// A server takes back an address of an [AddAddressFrame]. Immutable. Both variants have it, under
/// types of their own.
///
/// ```
/// REMOVE_ADDRESS Frame {
///   Type (i) = 0x3d7f94 (iroh) or 0x3d7e94 (draft), Sequence Number (i),
/// }
/// ```
///
/// @param variant whose type it has
/// @param sequenceNumber of the address
/// @spec https://datatracker.ietf.org/doc/draft-seemann-quic-nat-traversal/ Using QUIC to traverse
///   NATs, section 4.6.3
public record RemoveAddressFrame(NatTraversalVariant variant, long sequenceNumber)
        implements NatTraversalFrame {
    static final int IROH_TYPE = NatTraversalFrame.IROH_TYPES + 4;
    static final int DRAFT_TYPE = NatTraversalFrame.DRAFT_TYPES + 4;

    static RemoveAddressFrame read(NatTraversalVariant variant, ByteReader in)
            throws TransportException {
        return new RemoveAddressFrame(variant, in.varint());
    }

    private int type() {
        return switch (variant) {
            case IROH -> IROH_TYPE;
            case DRAFT -> DRAFT_TYPE;
        };
    }

    @Override
    public void write(ByteWriter out) {
        out.varint(type()).varint(sequenceNumber);
    }

    @Override
    public int length() {
        return Varint.size(type()) + Varint.size(sequenceNumber);
    }
}
