package dev.quoll.sim.link;

import dev.quoll.sim.datagram.Hop;

/// A property of a link. The model itself is an immutable description that prints well; what it
/// remembers of a run lives in the [Hop] it opens. Tests may add their own.
@FunctionalInterface
public interface LinkModel {
    /// Begins a run: the hop that datagrams come to first, and which passes what is left of them to
    /// [Junction#next].
    Hop open(Junction junction);
}
