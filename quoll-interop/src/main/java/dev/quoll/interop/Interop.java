package dev.quoll.interop;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;

/// `run.sh`: runs the chosen cells of the table and prints it. Ends with 0 if nothing failed, 1 if
/// something did, 2 for a wrong command line.
@Command(
        name = "run.sh",
        mixinStandardHelpOptions = true,
        description = "Runs Quoll against other implementations of QUIC.")
final class Interop implements Callable<Integer> {
    /// Who plays our side.
    enum Ours {
        QUOLL,
        QUINN,
        NETTY,
        KWIK;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Option(names = "--module", hidden = true, required = true)
    private Path module = Path.of("");

    @Option(names = "--peer", split = ",", description = "Only these: ${COMPLETION-CANDIDATES}.")
    private Set<Peer> peers = EnumSet.complementOf(EnumSet.of(Peer.QUOLL));

    @Option(names = "--role", description = "Only as ${COMPLETION-CANDIDATES}.")
    private Set<Role> roles = EnumSet.allOf(Role.class);

    @Option(names = "--case", split = ",", description = "Only these: ${COMPLETION-CANDIDATES}.")
    private Set<Case> cases = EnumSet.noneOf(Case.class);

    @Option(
            names = "--network",
            description = "The cases that run over networks, instead of the others.")
    private boolean network;

    @Option(
            names = "--repetitions",
            paramLabel = "N",
            description = "Runs of a case that measures a rate; ${DEFAULT-VALUE} unless set.")
    private int repetitions = 5;

    @Option(
            names = "--ours",
            defaultValue = "quoll",
            description =
                    "Who plays our side: ${COMPLETION-CANDIDATES}; a peer tests this program.")
    private Ours ours = Ours.QUOLL;

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    private Interop() {}

    public static void main(String[] arguments) {
        Runtime.getRuntime().addShutdownHook(new Thread(Interop::killAll));
        CommandLine command =
                new CommandLine(new Interop()).setCaseInsensitiveEnumValuesAllowed(true);
        System.exit(command.execute(arguments));
    }

    /// No server is left behind, whichever way this program ends.
    private static void killAll() {
        ProcessHandle.current().descendants().forEach(ProcessHandle::destroyForcibly);
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        Workplace workplace = Workplace.of(module);
        if (!prepare(workplace)) {
            return CommandLine.ExitCode.SOFTWARE;
        }
        List<Outcome> outcomes =
                run(new TrialRunner(workplace, program(workplace), Math.max(1, repetitions)));
        System.out.println(json ? new JsonTable(outcomes).text() : new Table(outcomes).text());
        return outcomes.stream().anyMatch(Outcome::isFailure)
                ? CommandLine.ExitCode.SOFTWARE
                : CommandLine.ExitCode.OK;
    }

    private boolean prepare(Workplace workplace) throws IOException, InterruptedException {
        Set<Peer> needed = EnumSet.copyOf(peers);
        if (ours != Ours.QUOLL) {
            needed.add(Peer.valueOf(ours.name()));
        } else if (!workplace.buildQuoll()) {
            return false;
        }
        for (Peer peer : needed) {
            if (!workplace.install(peer)) {
                return false;
            }
        }
        return workplace.makeCertificates();
    }

    private Program program(Workplace workplace) {
        return switch (ours) {
            case QUOLL -> workplace.quoll();
            case QUINN -> workplace.program(Peer.QUINN);
            case NETTY -> workplace.program(Peer.NETTY);
            case KWIK -> workplace.program(Peer.KWIK);
        };
    }

    private List<Outcome> run(TrialRunner runner) throws IOException, InterruptedException {
        List<Outcome> outcomes = new ArrayList<>();
        for (Trial trial : trials()) {
            Outcome outcome = runner.run(trial);
            showProgress(System.err, outcome);
            outcomes.add(outcome);
        }
        return outcomes;
    }

    private List<Trial> trials() {
        List<Trial> trials = new ArrayList<>();
        for (Peer peer : EnumSet.copyOf(peers)) {
            for (Role role : EnumSet.copyOf(roles)) {
                for (Case test : chosenCases()) {
                    trials.add(new Trial(peer, role, test));
                }
            }
        }
        return trials;
    }

    private Set<Case> chosenCases() {
        Set<Case> chosen = EnumSet.allOf(Case.class);
        chosen.removeIf(
                test -> cases.isEmpty() ? test.isOfNetworks() != network : !cases.contains(test));
        return chosen;
    }

    private static void showProgress(PrintStream out, Outcome outcome) {
        out.printf(
                Locale.ROOT,
                "%-32s %s %.1f s%n",
                outcome.trial(),
                outcome.verdict().label(),
                outcome.seconds());
    }
}
