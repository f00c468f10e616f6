package dev.quoll.interop;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// A running client. *Confined*.
final class ClientProcess implements AutoCloseable {
    /// What it prints after the first of two connections, before it waits for a line.
    private static final String VISITED = "{\"event\":\"visited\"}";

    private final Launched process;

    private ClientProcess(Launched process) {
        this.process = process;
    }

    /// @param name of its files in the folder
    static ClientProcess start(List<String> command, Path folder, String name) throws IOException {
        return new ClientProcess(Launched.start(command, folder, name));
    }

    /// Waits for the end of the first of two connections; whether it came.
    boolean awaitFirstVisit(Duration limit) throws InterruptedException {
        Optional<String> line = process.nextLine(limit);
        while (line.isPresent() && !line.get().equals(VISITED)) {
            line = process.nextLine(limit);
        }
        return line.isPresent();
    }

    /// Lets it go on to the second.
    void goOn() throws IOException {
        process.say("");
    }

    /// Waits until it ended; empty if it takes longer.
    OptionalInt awaitExit(Duration limit) throws InterruptedException {
        return process.awaitExit(limit);
    }

    /// What it said at its end.
    Optional<ClientReport> report() {
        return ClientReport.in(process.lines());
    }

    @Override
    public void close() {
        process.close();
    }
}
