package dev.quoll.qlog;

import dev.quoll.core.id.ConnectionId;
import dev.quoll.core.id.Side;

/// What a trace is of. Immutable.
///
/// @param originalDestination the connection ID that the client's first packet went to
record TraceName(ConnectionId originalDestination, Side side) {
    @Override
    public String toString() {
        return originalDestination + "_" + Names.of(side);
    }
}
