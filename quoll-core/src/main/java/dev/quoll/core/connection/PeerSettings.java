package dev.quoll.core.connection;

import dev.quoll.core.ack.AckRequests;

/// What the peer's transport parameters say about its acknowledgments and IDs; the defaults of RFC
/// 9000 until they are known. *Confined*.
///
/// @spec https://www.rfc-editor.org/rfc/rfc9000#section-18.2 RFC 9000, section 18.2
final class PeerSettings {
    private static final long NANOS_PER_MICRO = 1000;

    private int ackDelayExponent = 3;
    private long maxAckDelayNanos = 25_000_000;
    private long connectionIdLimit = 2;
    private final AckRequests ackRequests;

    PeerSettings(AckRequests ackRequests) {
        this.ackRequests = ackRequests;
    }

    void onParameters(int newAckDelayExponent, long newMaxAckDelayNanos, long newIdLimit) {
        ackDelayExponent = newAckDelayExponent;
        maxAckDelayNanos = newMaxAckDelayNanos;
        connectionIdLimit = newIdLimit;
    }

    /// What we ask of its acknowledgments.
    AckRequests ackRequests() {
        return ackRequests;
    }

    /// What the peer may hold an acknowledgment.
    long maxAckDelayNanos() {
        return ackRequests.maxAckDelayNanos(maxAckDelayNanos);
    }

    /// How many connection IDs the peer keeps.
    long connectionIdLimit() {
        return connectionIdLimit;
    }

    /// The ACK Delay field of a frame, in nanoseconds; as much as a `long` holds if it lies.
    long ackDelayNanos(long field) {
        long most = Long.MAX_VALUE / NANOS_PER_MICRO;
        long micros = field > most >> ackDelayExponent ? most : field << ackDelayExponent;
        return micros * NANOS_PER_MICRO;
    }
}
