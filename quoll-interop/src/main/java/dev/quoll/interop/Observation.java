package dev.quoll.interop;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// Everything that a trial's two processes said. *Immutable*.
///
/// @param serverListened without that no client was started
/// @param exitStatus the client's; empty if it was killed at its time limit
record Observation(
        boolean serverListened,
        OptionalInt exitStatus,
        Optional<ClientReport> report,
        List<ServerEvent> events) {
    Observation {
        events = List.copyOf(events);
    }

    /// The server did not start to listen.
    static Observation ofServerAlone(List<ServerEvent> events) {
        return new Observation(false, OptionalInt.empty(), Optional.empty(), events);
    }

    List<ServerEvent.Stream> streams() {
        return only(ServerEvent.Stream.class);
    }

    /// How the first connection ended, if that was told.
    Optional<ServerEvent.Closed> closed() {
        return only(ServerEvent.Closed.class).stream().findFirst();
    }

    private <E extends ServerEvent> List<E> only(Class<E> type) {
        return events.stream().filter(type::isInstance).map(type::cast).toList();
    }
}
