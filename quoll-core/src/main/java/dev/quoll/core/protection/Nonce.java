package dev.quoll.core.protection;

import dev.quoll.core.codec.ByteReader;
import dev.quoll.core.codec.ByteWriter;
import dev.quoll.core.error.TransportException;

/// The nonces of one key. *Confined*: the array handed out is written anew for each packet.
///
/// ```
/// Path and Packet Number { Path ID (32), 0 (2), Packet Number (62) }, exclusive-or the IV
/// ```
///
/// With path 0 it is the nonce of RFC 9001.
///
/// @spec https://www.rfc-editor.org/rfc/rfc9001#section-5.3 RFC 9001, section 5.3: AEAD Usage
/// @spec https://datatracker.ietf.org/doc/draft-ietf-quic-multipath/ Multipath, section 2.4
final class Nonce {
    static final int LENGTH = 12;

    private final long pathPart;
    private final long packetPart;
    private final byte[] bytes = new byte[LENGTH];
    private final ByteWriter out = new ByteWriter();

    Nonce(byte[] iv) {
        ByteReader in = new ByteReader().reset(iv, 0, LENGTH);
        try {
            pathPart = in.uint32();
            packetPart = in.uint64();
        } catch (TransportException e) {
            throw new IllegalStateException("an IV has 12 bytes", e);
        }
    }

    byte[] of(long pathId, long packetNumber) {
        out.reset(bytes, 0, LENGTH).uint32(pathPart ^ pathId).uint64(packetPart ^ packetNumber);
        return bytes;
    }
}
