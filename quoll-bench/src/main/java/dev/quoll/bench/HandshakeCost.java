package dev.quoll.bench;

import dev.quoll.core.spi.HandshakeData;

/// What one handshake took, in nanoseconds of CPU time of each side. *Immutable*.
///
/// @param outcome as the client sees it
record HandshakeCost(HandshakeData outcome, long clientNanos, long serverNanos) {}
