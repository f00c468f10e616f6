package dev.quoll.core.cid;

import dev.quoll.core.id.ConnectionId;
import dev.quoll.core.id.StatelessResetToken;

/// A connection ID that the peer may send to. Immutable.
///
/// @param sequenceNumber its number on its path, from 0
/// @param resetToken ends the connection if our state of it is lost
public record IssuedId(long sequenceNumber, ConnectionId id, StatelessResetToken resetToken) {}
