package dev.quoll.interop;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// A running server and what it told so far. *Confined*.
final class ServerProcess implements AutoCloseable {
    private static final Duration START_LIMIT = Duration.ofSeconds(45);

    /// For what it tells after the client has ended.
    private static final Duration END_LIMIT = Duration.ofSeconds(10);

    private final Function<String, List<String>> command;
    private final Path folder;
    private final List<ServerEvent> events = new ArrayList<>();
    private Launched process;

    private ServerProcess(Function<String, List<String>> command, String address, Path folder)
            throws IOException {
        this.command = command;
        this.folder = folder;
        this.process = Launched.start(command.apply(address), folder, "server");
    }

    /// @param command for the address to listen on
    /// @param listen that address; port 0 for a free one
    static ServerProcess start(Function<String, List<String>> command, String listen, Path folder)
            throws IOException {
        return new ServerProcess(command, listen, folder);
    }

    /// Another process in place of this one, on the same address and with nothing in its memory.
    void restart(String address) throws IOException, InterruptedException {
        process.close();
        events.clear();
        process = Launched.start(command.apply(address), folder, "server-again");
        awaitAddress();
    }

    /// Where it listens; empty if it does not come to that.
    Optional<String> awaitAddress() throws InterruptedException {
        return awaitEvent(START_LIMIT)
                .filter(ServerEvent.Listening.class::isInstance)
                .map(ServerEvent.Listening.class::cast)
                .map(ServerEvent.Listening::address);
    }

    /// Everything it told, to the end of a connection and of `streams` streams if these come in
    /// time; in either order, as servers tell them from different threads. Tells it only once.
    List<ServerEvent> awaitEnd(int streams) throws InterruptedException {
        while (count(ServerEvent.Closed.class) == 0 || count(ServerEvent.Stream.class) < streams) {
            if (awaitEvent(END_LIMIT).isEmpty()) {
                break;
            }
        }
        List<ServerEvent> told = List.copyOf(events);
        events.clear();
        return told;
    }

    /// Everything it told, to the end of `streams` streams if these come in time. Tells it only
    /// once.
    List<ServerEvent> awaitStreams(int streams) throws InterruptedException {
        while (count(ServerEvent.Stream.class) < streams) {
            if (awaitEvent(END_LIMIT).isEmpty()) {
                break;
            }
        }
        List<ServerEvent> told = List.copyOf(events);
        events.clear();
        return told;
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
