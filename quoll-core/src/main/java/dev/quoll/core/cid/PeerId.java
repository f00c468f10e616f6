package dev.quoll.core.cid;

import dev.quoll.core.id.ConnectionId;
import dev.quoll.core.id.StatelessResetToken;

import java.util.Optional;

/// A connection ID that we may send to. Immutable.
///
/// @param sequenceNumber its number on its path, from 0
/// @param resetToken by which the peer ends the connection if its state is lost, where it gave one
record PeerId(long sequenceNumber, ConnectionId id, Optional<StatelessResetToken> resetToken) {}
