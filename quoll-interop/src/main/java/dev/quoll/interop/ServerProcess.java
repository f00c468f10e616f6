package dev.quoll.interop;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A running server and what it told so far. *Confined*.
final class ServerProcess implements AutoCloseable {
    private static final Duration START_LIMIT = Duration.ofSeconds(45);

    /// For what it tells after the client has ended.
    private static final Duration END_LIMIT = Duration.ofSeconds(10);

    private final Launched process;
    private final List<ServerEvent> events = new ArrayList<>();

    private ServerProcess(Launched process) {
        this.process = process;
    }

    static ServerProcess start(List<String> command, Path folder) throws IOException {
        return new ServerProcess(Launched.start(command, folder, "server"));
    }

    /// Where it listens; empty if it does not come to that.
    Optional<String> awaitAddress() throws InterruptedException {
        return awaitEvent(START_LIMIT)
                .filter(ServerEvent.Listening.class::isInstance)
                .map(ServerEvent.Listening.class::cast)
                .map(ServerEvent.Listening::address);
    }

    /// Everything it told, to the end of its first connection and of `streams` streams if these
    /// come in time; in either order, as servers tell them from different threads.
    List<ServerEvent> awaitEnd(int streams) throws InterruptedException {
        while (count(ServerEvent.Closed.class) == 0 || count(ServerEvent.Stream.class) < streams) {
            if (awaitEvent(END_LIMIT).isEmpty()) {
                break;
            }
        }
        return List.copyOf(events);
    }

    private long count(Class<? extends ServerEvent> type) {
        return events.stream().filter(type::isInstance).count();
    }

    /// The next event; lines that are none are left to the log.
    private Optional<ServerEvent> awaitEvent(Duration limit) throws InterruptedException {
        Optional<String> line = process.nextLine(limit);
        while (line.isPresent()) {
            Optional<ServerEvent> event = line.flatMap(ServerEvent::read);
            if (event.isPresent()) {
                events.add(event.get());
                return event;
            }
            line = process.nextLine(limit);
        }
        return Optional.empty();
    }

    @Override
    public void close() {
        process.close();
    }
}
