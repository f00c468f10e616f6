package dev.quoll.interop;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// Runs trials, each with a server of its own on a free port of the loopback address. *Confined*.
final class TrialRunner {
    private final Workplace workplace;
    private final Program ours;

    TrialRunner(Workplace workplace, Program ours) {
        this.workplace = workplace;
        this.ours = ours;
    }

    /// Runs a trial; a second time if it stalled with a peer that is known for it.
    Outcome run(Trial trial) throws IOException, InterruptedException {
        Outcome first = attempt(trial, workplace.folder(trial.folder()));
        if (first.verdict() instanceof Verdict.Stalled(String why)
                && trial.peer().stallsAtTimes()) {
            Outcome second = attempt(trial, workplace.folder(trial.folder() + "-again"));
            return second.remarking("at the second try; at the first: " + why);
        }
        return first;
    }

    private Outcome attempt(Trial trial, Path folder) throws IOException, InterruptedException {
        Program theirs = workplace.program(trial.peer());
        Program client = trial.role() == Role.CLIENT ? ours : theirs;
        Program server = trial.role() == Role.SERVER ? ours : theirs;
        Path sessions = folder.resolve("sessions");
        Files.deleteIfExists(sessions);
        CommandLines lines = new CommandLines(workplace, trial, sessions);
        try (ServerProcess running =
                ServerProcess.start(address -> lines.server(server, address), folder)) {
            long start = System.nanoTime();
            Observation seen = observe(lines, client, running, folder);
            double seconds = (System.nanoTime() - start) / 1e9;
            Verdict verdict = judge(trial, client, server, seen);
            return new Outcome(trial, KnownLimit.excuse(trial, verdict), seconds);
        }
    }

    private Verdict judge(Trial trial, Program client, Program server, Observation seen)
            throws IOException {
        Case test = trial.test();
        Optional<String> certificate = workplace.fingerprint(test.setup().client());
        return Judge.judge(test, client, server, certificate, seen);
    }

    private Observation observe(
            CommandLines lines, Program client, ServerProcess server, Path folder)
            throws IOException, InterruptedException {
        Optional<String> address = server.awaitAddress();
        if (address.isEmpty()) {
            return Observation.ofServerAlone(server.awaitEnd(0));
        }
        Case test = lines.trial().test();
        Optional<ServerEvent.Closed> firstVisit = Optional.empty();
        if (test.setup().visits().areTwo() && client.keepsSessions()) {
            runOnce(lines.firstClient(client, address.get()), test, folder);
            firstVisit = endOfFirstVisit(test, server, address.get());
        }
        List<String> command = lines.client(client, address.get());
        try (ClientProcess running = ClientProcess.start(command, folder, "client")) {
            if (test.setup().visits().areTwo()
                    && !client.keepsSessions()
                    && running.awaitFirstVisit(test.limit())) {
                firstVisit = endOfFirstVisit(test, server, address.get());
                running.goOn();
            }
            OptionalInt exitStatus = running.awaitExit(test.limit());
            List<ServerEvent> events = server.awaitEnd(test.setup().streamsToTheEnd());
            return new Observation(true, firstVisit, exitStatus, running.report(), events);
        }
    }

    private static void runOnce(List<String> command, Case test, Path folder)
            throws IOException, InterruptedException {
        try (ClientProcess running = ClientProcess.start(command, folder, "client-first")) {
            running.awaitExit(test.limit());
        }
    }

    /// What the server told of the first of two connections; it is ready for the second then.
    private static Optional<ServerEvent.Closed> endOfFirstVisit(
            Case test, ServerProcess server, String address)
            throws IOException, InterruptedException {
        Optional<ServerEvent.Closed> end = Observation.end(server.awaitEnd(0));
        if (test.setup().visits() == Visits.EARLY_TO_A_STRANGER) {
            server.restart(address);
        }
        return end;
    }
}
