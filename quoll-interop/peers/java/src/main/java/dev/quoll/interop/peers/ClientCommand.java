package dev.quoll.interop.peers;

import dev.quoll.interop.peers.Output.Report;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// `client`: one connection, one job, one report.
@Command(name = "client")
final class ClientCommand implements Callable<Integer> {
    private final PeerProgram program;
    @Mixin private ClientOptions options;

    ClientCommand(PeerProgram program) {
        this.program = program;
    }

    @Override
    public Integer call() throws InterruptedException, IOException {
        Report report = run();
        Output.report(report);
        return report.ok() ? 0 : 1;
    }

    private Report run() throws InterruptedException, IOException {
        long start = System.nanoTime();
        try {
            PeerClient client = program.client(options);
            if (options.resume()) {
                visit(client);
                start = System.nanoTime();
            }
            try (PeerConnection connection =
                    options.resume() ? client.connectAgain() : client.connect()) {
                return run(connection, start);
            }
        } catch (FailedException e) {
            return Report.failed(secondsSince(start), Agreed.UNTOLD, e.failure());
        }
    }

    /// The first of two connections; returns when the second may begin.
    private static void visit(PeerClient client)
            throws FailedException, InterruptedException, IOException {
        try (PeerConnection connection = client.connect()) {
            if (!connection.awaitTicket()) {
                throw Failure.other("the server sent no ticket").asException();
            }
        }
        Output.visited();
        for (int next = System.in.read(); next >= 0 && next != '\n'; ) {
            next = System.in.read();
        }
    }

    private Report run(PeerConnection connection, long start) throws InterruptedException {
        try {
            Transfer done = transfer(connection);
            double seconds = secondsSince(start);
            return Report.done(done.bytes, done.sha256, seconds, connection.agreed());
        } catch (FailedException e) {
            return Report.failed(secondsSince(start), connection.agreed(), e.failure());
        }
    }

    /// Bytes moved, and the hash of what came back on a stream.
    private record Transfer(long bytes, @Nullable String sha256) {
        static Transfer of(Received received) {
            return new Transfer(received.length(), received.sha256());
        }
    }

    private Transfer transfer(PeerConnection connection)
            throws FailedException, InterruptedException {
        long n = options.bytes();
        return switch (options.mode()) {
            case handshake -> new Transfer(0, null);
            case down -> Transfer.of(exchange(connection, n, 0, n));
            case up -> {
                exchange(connection, 0, n, 0);
                yield new Transfer(n, null);
            }
            case echo -> Transfer.of(exchange(connection, Body.ECHO, n, n));
            case streams -> streams(connection);
        };
    }

    private Transfer streams(PeerConnection connection)
            throws FailedException, InterruptedException {
        long n = options.bytes();
        List<Future<Received>> all = new ArrayList<>();
        try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < options.streams(); i++) {
                all.add(executor.submit(() -> exchange(connection, n, n, n)));
            }
        }
        List<Received> received = new ArrayList<>();
        for (Future<Received> one : all) {
            received.add(result(one));
        }
        if (received.stream().map(Received::sha256).distinct().count() > 1) {
            throw Failure.wrongContent("two streams brought different bytes").asException();
        }
        long bytes = received.stream().mapToLong(Received::length).sum();
        return new Transfer(bytes, received.getFirst().sha256());
    }

    private static Received result(Future<Received> future)
            throws FailedException, InterruptedException {
        try {
            return future.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof FailedException failed) {
                throw failed.failure().asException();
            }
            throw Failure.other(e.getCause()).asException();
        }
    }

    private static Received exchange(
            PeerConnection connection, long header, long bodyLength, long expected)
            throws FailedException {
        Received received = connection.exchange(header, bodyLength);
        if (received.length() != expected) {
            String message = "asked for " + expected + " bytes, " + received.length() + " came";
            throw Failure.wrongContent(message).asException();
        }
        return received;
    }

    private static double secondsSince(long startNanos) {
        return (System.nanoTime() - startNanos) / 1e9;
    }
}
