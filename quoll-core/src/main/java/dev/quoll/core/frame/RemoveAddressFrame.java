package dev.quoll.core.frame;

import dev.quoll.core.codec.ByteReader;
import dev.quoll.core.codec.ByteWriter;
import dev.quoll.core.codec.Varint;
import dev.quoll.core.error.TransportException;

/// A server takes back an address of an [AddAddressFrame]. Immutable.
///
/// ```
/// REMOVE_ADDRESS Frame { Type (i) = 0x3d7f94, Sequence Number (i) }
/// ```
///
/// @param sequenceNumber of the address
public record RemoveAddressFrame(long sequenceNumber) implements NatTraversalFrame {
    static final int TYPE = 0x3d7f94;

    static RemoveAddressFrame read(ByteReader in) throws TransportException {
        return new RemoveAddressFrame(in.varint());
    }

    @Override
    public void write(ByteWriter out) {
        out.varint(TYPE).varint(sequenceNumber);
    }

    @Override
    public int length() {
        return Varint.size(TYPE) + Varint.size(sequenceNumber);
    }
}
