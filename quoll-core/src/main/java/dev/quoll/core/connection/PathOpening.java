package dev.quoll.core.connection;

import dev.quoll.core.event.PathFailure;
import dev.quoll.core.id.PathId;

/// What came of the wish for another path. Immutable.
public sealed interface PathOpening {
    /// It is on its way: `PathEvent.Established` or `PathEvent.Abandoned` follows.
    record Begun(PathId id) implements PathOpening {}

    /// There is such a path already.
    record Existing(PathId id) implements PathOpening {}

    /// It cannot be had now.
    record Failed(PathFailure failure) implements PathOpening {}
}
