package dev.quoll.core.connection;

import dev.quoll.core.event.TraversalFailure;

import java.net.InetSocketAddress;
import java.util.List;

/// What came of the wish for a round of probes. Immutable.
public sealed interface PunchOutcome {
    /// Probes are on their way to these addresses, and the server is asked to send some to ours.
    record Begun(List<InetSocketAddress> addresses) implements PunchOutcome {}

    /// It cannot be had now.
    record Failed(TraversalFailure failure) implements PunchOutcome {}
}
