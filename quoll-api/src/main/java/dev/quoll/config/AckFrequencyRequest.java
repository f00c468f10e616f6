package dev.quoll.config;

/// What a peer is asked about its acknowledgments. Immutable.
///
/// @param packets that may go without an acknowledgment, from 0
/// @param reordering how far out of order a packet must be to be acknowledged at once; 0 for never
/// @spec https://datatracker.ietf.org/doc/draft-ietf-quic-ack-frequency/ QUIC ACK Frequency
public record AckFrequencyRequest(long packets, long reordering) {}
