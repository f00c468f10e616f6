package dev.quoll.interop;

import java.io.IOException;
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
        try (ServerProcess running = startServer(trial, server, folder)) {
            long start = System.nanoTime();
            Observation seen = observe(trial, client, running, folder);
            double seconds = (System.nanoTime() - start) / 1e9;
            return new Outcome(trial, Judge.judge(trial.test(), client, server, seen), seconds);
        }
    }

    private ServerProcess startServer(Trial trial, Program server, Path folder) throws IOException {
        Case.Leaf leaf = trial.test().leaf();
        List<String> command =
                server.server(
                        workplace.certificate(leaf.certificateFile()),
                        workplace.certificate(leaf.keyFile()),
                        cipherChosenBy(Role.SERVER, trial));
        return ServerProcess.start(command, folder);
    }

    private Observation observe(Trial trial, Program client, ServerProcess server, Path folder)
            throws IOException, InterruptedException {
        Optional<String> address = server.awaitAddress();
        if (address.isEmpty()) {
            return Observation.ofServerAlone(server.awaitEnd(0));
        }
        Case test = trial.test();
        List<String> command =
                client.client(
                        address.get(),
                        workplace.certificate(test.root().file()),
                        test.work(),
                        cipherChosenBy(Role.CLIENT, trial));
        try (Launched running = Launched.start(command, folder, "client")) {
            OptionalInt exitStatus = running.awaitExit(test.limit());
            Optional<ClientReport> report = ClientReport.in(running.lines());
            List<ServerEvent> events = server.awaitEnd(test.work().streams());
            return new Observation(true, exitStatus, report, events);
        }
    }

    /// Our side alone is told which suite to use.
    private static Optional<String> cipherChosenBy(Role end, Trial trial) {
        return trial.role() == end ? trial.test().cipher() : Optional.empty();
    }
}
