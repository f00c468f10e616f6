package dev.quoll.core.multipath;

import dev.quoll.core.cid.IssuedIds;
import dev.quoll.core.cid.PeerIds;
import dev.quoll.core.id.PathId;
import dev.quoll.core.path.StatusExchange;

/// What there is of a path that may be opened: connection IDs of either side, and wishes.
///
/// @param issuedIds the peer may send to
/// @param peerIds we may send to
/// @param status wishes for the time when it is open
public record UnopenedPath(
        PathId id, IssuedIds issuedIds, PeerIds peerIds, StatusExchange status) {}
