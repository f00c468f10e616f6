package dev.quoll.core.event;

import dev.quoll.core.id.PathId;
import dev.quoll.core.stats.PathStats;

import java.net.InetSocketAddress;

/// Something that happened to a path. The events of one path come in this order: at most one
/// [Established], then [RemoteStatus] and [ObservedAddress] any number of times, [Abandoned], and
/// [Discarded] last. Immutable.
public sealed interface PathEvent {
    /// Which path.
    PathId id();

    /// The peer is proved to be reached over the path.
    record Established(PathId id) implements PathEvent {}

    /// The peer says how it wishes the path to be used.
    record RemoteStatus(PathId id, PathStatus status) implements PathEvent {}

    /// The peer says at what address it sees us. It may lie.
    record ObservedAddress(PathId id, InetSocketAddress address) implements PathEvent {}

    /// The path is given up: nothing more is sent over it.
    record Abandoned(PathId id, AbandonReason reason) implements PathEvent {}

    /// The path is forgotten.
    ///
    /// @param stats the last figures
    record Discarded(PathId id, PathStats stats) implements PathEvent {}
}
