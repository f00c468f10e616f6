package dev.quoll.cli.http;

import dev.quoll.Connection;
import dev.quoll.EventStream;
import dev.quoll.OpenPath;
import dev.quoll.Path;
import dev.quoll.cli.report.PathReport;
import dev.quoll.core.address.FourTuple;
import dev.quoll.core.event.PathEvent;
import dev.quoll.core.event.PathFailure;
import dev.quoll.core.event.PathStatus;
import dev.quoll.core.id.PathId;
import dev.quoll.error.PathException;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The paths of one connection, from the addresses that the user named and the first. *Confined*.
final class FurtherPaths {
    /// How long files wait for paths; those that take longer join later.
    private static final Duration HEAD_START = Duration.ofSeconds(1);

    /// How long the server may take to give connection IDs for another path, and how often it is
    /// looked whether it has.
    private static final Duration PREPARATION = Duration.ofSeconds(5);

    private static final Duration LOOK = Duration.ofMillis(20);

    private final Connection connection;
    private final InetSocketAddress remote;
    private final List<Path> open = new ArrayList<>();
    private final List<PathReport> failed = new ArrayList<>();

    private FurtherPaths(Connection connection) {
        this.connection = connection;
        remote = connection.remoteAddress();
    }

    /// Opens a path from each address, if there are any, once the handshake is done.
    static FurtherPaths open(Connection connection, List<InetAddress> locals) throws IOException {
        FurtherPaths paths = new FurtherPaths(connection);
        if (!locals.isEmpty()) {
            connection.awaitHandshakeConfirmed();
            connection.path(PathId.ZERO).ifPresent(paths.open::add);
            for (InetAddress local : locals) {
                paths.open(local);
            }
        }
        return paths;
    }

    private void open(InetAddress local) throws IOException {
        try {
            OpenPath opening = begin(new FourTuple(remote, Optional.of(local)));
            try {
                open.add(opening.await(HEAD_START));
            } catch (SocketTimeoutException e) {
                opening.pathId().flatMap(connection::path).ifPresent(open::add);
            }
        } catch (PathException e) {
            failed.add(PathReport.failed(local, remote, e));
        }
    }

    private OpenPath begin(FourTuple route) throws IOException {
        EventStream<PathEvent> events = connection.pathEvents();
        OpenPath opening = connection.openPath(route, PathStatus.AVAILABLE);
        long start = System.nanoTime();
        while (isEarly(opening) && System.nanoTime() - start < PREPARATION.toNanos()) {
            events.poll(LOOK);
            opening = connection.openPath(route, PathStatus.AVAILABLE);
        }
        return opening;
    }

    /// Whether only the server's connection IDs are missing still.
    private static boolean isEarly(OpenPath opening) throws IOException {
        if (opening.pathId().isPresent()) {
            return false;
        }
        try {
            opening.await();
            return false;
        } catch (PathException e) {
            return e.failure() == PathFailure.REMOTE_CIDS_EXHAUSTED;
        }
    }

    /// What went over each of them; nothing if the user named no address.
    List<PathReport> report() {
        List<PathReport> reports = new ArrayList<>(open.stream().map(PathReport::of).toList());
        reports.addAll(failed);
        return reports;
    }
}
