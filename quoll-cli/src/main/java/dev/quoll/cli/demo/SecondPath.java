package dev.quoll.cli.demo;

import dev.quoll.Connection;
import dev.quoll.EventStream;
import dev.quoll.OpenPath;
import dev.quoll.Path;
import dev.quoll.cli.report.PathReport;
import dev.quoll.core.address.FourTuple;
import dev.quoll.core.event.AbandonReason;
import dev.quoll.core.event.PathEvent;
import dev.quoll.core.event.PathFailure;
import dev.quoll.core.event.PathStatus;
import dev.quoll.core.id.PathId;
import dev.quoll.error.PathException;

import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The path of the demo that is opened besides the first, and what becomes of it. *Confined*.
final class SecondPath {
    /// The server's connection IDs for it come a moment after the handshake.
    private static final Duration PREPARATION = Duration.ofSeconds(5);

    private static final Duration LOOK = Duration.ofMillis(10);

    /// How long it may take until a path that was cut is given up.
    private static final Duration END = Duration.ofSeconds(10);

    private final Connection connection;
    private final EventStream<PathEvent> events;
    private final List<Path> paths = new ArrayList<>();
    private Optional<PathReport> failure = Optional.empty();

    private SecondPath(Connection connection) {
        this.connection = connection;
        events = connection.pathEvents();
        connection.path(PathId.ZERO).ifPresent(paths::add);
    }

    /// Opens a path from this address, where the machine has it.
    static SecondPath open(Connection connection, InetAddress local) throws IOException {
        connection.awaitHandshakeConfirmed();
        SecondPath second = new SecondPath(connection);
        FourTuple route = new FourTuple(connection.remoteAddress(), Optional.of(local));
        try {
            second.paths.add(second.begin(route).await());
        } catch (PathException e) {
            second.failure = Optional.of(PathReport.failed(local, route.remote(), e));
        }
        return second;
    }

    private OpenPath begin(FourTuple route) throws IOException {
        long start = System.nanoTime();
        while (true) {
            OpenPath opening = connection.openPath(route, PathStatus.AVAILABLE);
            boolean mayWait = System.nanoTime() - start < PREPARATION.toNanos();
            if (!mayWait || opening.pathId().isPresent() || !isEarly(opening)) {
                return opening;
            }
            events.poll(LOOK);
        }
    }

    private static boolean isEarly(OpenPath opening) throws IOException {
        try {
            opening.await();
            return false;
        } catch (PathException e) {
            return e.failure() == PathFailure.REMOTE_CIDS_EXHAUSTED;
        }
    }

    /// Its number, if it was opened.
    long id() {
        return paths.getLast().id().value();
    }

    /// Waits until the path is given up.
    ///
    /// @return why; empty if it is not, for long
    Optional<AbandonReason> awaitEnd() throws IOException {
        PathId id = paths.getLast().id();
        long start = System.nanoTime();
        while (System.nanoTime() - start < END.toNanos()) {
            if (events.poll(END).orElse(null)
                            instanceof
                            EventStream.Happened<PathEvent>(
                                    PathEvent.Abandoned(PathId gone, AbandonReason reason))
                    && gone.equals(id)) {
                return Optional.of(reason);
            }
        }
        return Optional.empty();
    }

    /// What went over both paths.
    List<PathReport> report() {
        List<PathReport> reports = new ArrayList<>(paths.stream().map(PathReport::of).toList());
        failure.ifPresent(reports::add);
        return reports;
    }
}
