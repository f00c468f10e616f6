package dev.quoll.core.ack;

import dev.quoll.core.error.TransportErrorCode;
import dev.quoll.core.error.TransportException;
import dev.quoll.core.frame.AckFrequencyFrame;

import org.jspecify.annotations.Nullable;

/// What the peer asks of our acknowledgments: the newest request counts. *Confined*.
///
/// @spec https://datatracker.ietf.org/doc/html/draft-ietf-quic-ack-frequency#section-4 draft §4
public final class AckObligations {
    /// The shortest delay we promise to be able to keep.
    public static final long MIN_ACK_DELAY_NANOS = 1_000_000;

    private static final long NANOS_PER_MICRO = 1000;
    private static final long NONE = -1;

    private long newest = NONE;

    /// Nothing was asked for yet.
    public AckObligations() {}

    /// ACK_FREQUENCY came.
    ///
    /// @return how often to acknowledge from now on; `null` if a newer request came before
    /// @throws TransportException PROTOCOL_VIOLATION if it asks for less delay than we can keep
    public @Nullable AckFrequency onFrame(AckFrequencyFrame frame) throws TransportException {
        if (frame.maxAckDelayMicros() < MIN_ACK_DELAY_NANOS / NANOS_PER_MICRO) {
            throw new TransportException(
                    TransportErrorCode.PROTOCOL_VIOLATION,
                    "acknowledgments within " + frame.maxAckDelayMicros() + " microseconds");
        }
        if (frame.sequenceNumber() <= newest) {
            return null;
        }
        newest = frame.sequenceNumber();
        long mostMicros = Long.MAX_VALUE / NANOS_PER_MICRO / 2;
        return new AckFrequency(
                frame.ackElicitingThreshold(),
                frame.reorderingThreshold(),
                Math.min(frame.maxAckDelayMicros(), mostMicros) * NANOS_PER_MICRO);
    }
}
