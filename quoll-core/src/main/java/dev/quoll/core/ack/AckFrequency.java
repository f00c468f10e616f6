package dev.quoll.core.ack;

/// How often to acknowledge: what RFC 9000 asks for, or what the peer asked for with an
/// ACK_FREQUENCY frame. Immutable.
///
/// @param ackElicitingThreshold how many packets that ask for an acknowledgment may go without one;
///   one more is acknowledged at once. At least 0
/// @param reorderingThreshold acknowledge at once when a packet is missing and one this much later
///   has come; 0 to let gaps pass
/// @param maxAckDelayNanos the longest to wait
/// @spec https://www.rfc-editor.org/rfc/rfc9000#section-13.2.2 RFC 9000, section 13.2.2
/// @spec https://datatracker.ietf.org/doc/draft-ietf-quic-ack-frequency/ QUIC ACK Frequency
public record AckFrequency(
        long ackElicitingThreshold, long reorderingThreshold, long maxAckDelayNanos) {
    /// Every packet at once, as in the Initial and Handshake spaces (RFC 9000 §13.2.1).
    public static final AckFrequency AT_ONCE = new AckFrequency(0, 1, 0);

    public AckFrequency {
        if (ackElicitingThreshold < 0 || reorderingThreshold < 0 || maxAckDelayNanos < 0) {
            throw new IllegalArgumentException("negative acknowledgment frequency");
        }
    }

    /// Every second packet at once, any gap at once, the rest within our `max_ack_delay`.
    public static AckFrequency everySecond(long maxAckDelayNanos) {
        return new AckFrequency(1, 1, maxAckDelayNanos);
    }
}
