package dev.quoll.interop;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// Everything that a trial's two processes said. *Immutable*.
///
/// @param serverListened without that no client was started
/// @param firstVisit how the first of two connections ended
/// @param exitStatus the client's; empty if it was killed at its time limit
/// @param events the server's, without those of the first of two connections
record Observation(
        boolean serverListened,
        Optional<ServerEvent.Closed> firstVisit,
        OptionalInt exitStatus,
        Optional<ClientReport> report,
        List<ServerEvent> events) {
    Observation {
        events = List.copyOf(events);
    }

    /// The server did not start to listen.
    static Observation ofServerAlone(List<ServerEvent> events) {
        return new Observation(
                false, Optional.empty(), OptionalInt.empty(), Optional.empty(), events);
    }

    List<ServerEvent.Stream> streams() {
        return only(events, ServerEvent.Stream.class);
    }

    /// How the connection ended, if that was told.
    Optional<ServerEvent.Closed> closed() {
        return end(events);
    }

    /// The end of the first connection among events.
    static Optional<ServerEvent.Closed> end(List<ServerEvent> events) {
        return only(events, ServerEvent.Closed.class).stream().findFirst();
    }

    private static <E extends ServerEvent> List<E> only(List<ServerEvent> events, Class<E> type) {
        return events.stream().filter(type::isInstance).map(type::cast).toList();
    }
}
