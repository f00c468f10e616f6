package dev.quoll.core.frame;

import dev.quoll.core.codec.ByteReader;
import dev.quoll.core.codec.ByteWriter;
import dev.quoll.core.codec.Varint;
import dev.quoll.core.error.TransportException;

/// Asks the peer to acknowledge more or less often. Immutable.
///
/// ```
/// ACK_FREQUENCY Frame {
///   Type (i) = 0xaf, Sequence Number (i), Ack-Eliciting Threshold (i),
///   Request Max Ack Delay (i), Reordering Threshold (i)
/// }
/// ```
///
/// @param sequenceNumber rises with each request, so that an old one does not count
/// @param ackElicitingThreshold packets that may come before an acknowledgment is due
/// @param maxAckDelayMicros how long an acknowledgment may be held, in microseconds
/// @param reorderingThreshold how far out of order a packet must be to be acknowledged at once; 0
///   for never
/// @spec https://datatracker.ietf.org/doc/html/draft-ietf-quic-ack-frequency#section-4 draft §4
public record AckFrequencyFrame(
        long sequenceNumber,
        long ackElicitingThreshold,
        long maxAckDelayMicros,
        long reorderingThreshold)
        implements Frame {
    static final int TYPE = 0xaf;

    static AckFrequencyFrame read(ByteReader in) throws TransportException {
        return new AckFrequencyFrame(in.varint(), in.varint(), in.varint(), in.varint());
    }

    @Override
    public void write(ByteWriter out) {
        out.varint(TYPE)
                .varint(sequenceNumber)
                .varint(ackElicitingThreshold)
                .varint(maxAckDelayMicros)
                .varint(reorderingThreshold);
    }

    @Override
    public int length() {
        return Varint.size(TYPE)
                + Varint.size(sequenceNumber)
                + Varint.size(ackElicitingThreshold)
                + Varint.size(maxAckDelayMicros)
                + Varint.size(reorderingThreshold);
    }
}
