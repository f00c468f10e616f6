package dev.quoll.interop;

import dev.quoll.interop.relay.CrossTraffic;
import dev.quoll.interop.relay.NoDeviceException;
import dev.quoll.interop.relay.Sightings;
import dev.quoll.interop.relay.UdpRelay;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// Runs trials, each with a server of its own on a free port of the loopback address. *Confined*.
final class TrialRunner {
    private final Workplace workplace;
    private final Program ours;
    private final int repetitions;

    /// @param repetitions of trials that measure; at least 1
    TrialRunner(Workplace workplace, Program ours, int repetitions) {
        this.workplace = workplace;
        this.ours = ours;
        this.repetitions = repetitions;
    }

    /// Runs a trial; one that measures as often as told, or until it goes wrong.
    Outcome run(Trial trial) throws IOException, InterruptedException {
        Outcome outcome = runOnce(trial, trial.folder());
        for (int i = 2; i <= repetitions; i++) {
            if (!(outcome.verdict() instanceof Verdict.Measured before)) {
                break;
            }
            Outcome next = runOnce(trial, trial.folder() + "-" + i);
            Verdict verdict =
                    next.verdict() instanceof Verdict.Measured more
                            ? before.and(more)
                            : next.verdict();
            outcome = new Outcome(trial, verdict, outcome.seconds() + next.seconds());
        }
        return outcome;
    }

    /// A second time if it stalled with a peer that is known for it.
    private Outcome runOnce(Trial trial, String folder) throws IOException, InterruptedException {
        Outcome first = attempt(trial, workplace.folder(folder));
        if (first.verdict() instanceof Verdict.Stalled(String why)
                && trial.peer().stallsAtTimes()) {
            Outcome second = attempt(trial, workplace.folder(folder + "-again"));
            return compared(second.remarking("at the second try; at the first: " + why));
        }
        return compared(first);
    }

    /// Puts others in our place where a failure may be the peer's: itself, or if that tells
    /// nothing, quinn.
    private Outcome compared(Outcome outcome) throws IOException, InterruptedException {
        Trial trial = outcome.trial();
        Optional<KnownLimit> limit = KnownLimit.toBeCompared(trial, outcome.verdict());
        Verdict verdict = outcome.verdict();
        if (limit.isPresent()) {
            for (Peer other : List.of(trial.peer(), Peer.QUINN)) {
                TrialRunner runner = new TrialRunner(workplace, workplace.program(other), 1);
                Path folder = workplace.folder(trial.folder() + "-with-" + other);
                Outcome others = runner.attempt(trial, folder);
                verdict = limit.get().compared(verdict, other, others.verdict());
                if (!verdict.isFailure()) {
                    break;
                }
            }
        }
        return new Outcome(trial, verdict, outcome.seconds());
    }

    private Outcome attempt(Trial trial, Path folder) throws IOException, InterruptedException {
        Program theirs = workplace.program(trial.peer());
        Program client = trial.role() == Role.CLIENT ? ours : theirs;
        Program server = trial.role() == Role.SERVER ? ours : theirs;
        Path sessions = folder.resolve("sessions");
        Files.deleteIfExists(sessions);
        CommandLines lines = new CommandLines(workplace, trial, sessions);
        try (ServerProcess running =
                ServerProcess.start(
                        address -> lines.server(server, address),
                        listen(trial.test().setup()),
                        folder)) {
            Optional<String> address = running.awaitAddress();
            long start = System.nanoTime();
            Verdict verdict =
                    address.isEmpty()
                            ? judge(
                                    trial,
                                    client,
                                    server,
                                    Observation.ofServerAlone(running.awaitEnd(0)))
                            : join(
                                    lines,
                                    client,
                                    server,
                                    new Meeting(running, address.get(), folder));
            double seconds = (System.nanoTime() - start) / 1e9;
            return new Outcome(trial, KnownLimit.excuse(trial, verdict), seconds);
        }
    }

    /// Where the server is told to listen. One with a preferred address must have all addresses,
    /// and its port chosen here, as it is told that one when it starts.
    private static String listen(Setup setup) throws IOException {
        if (setup.feature() != Feature.PREFERRED_ADDRESS) {
            return setup.network().loopback() + ":0";
        }
        try (DatagramSocket free = new DatagramSocket()) {
            return "0.0.0.0:" + free.getLocalPort();
        }
    }

    /// A server that listens, and where.
    private record Meeting(ServerProcess server, String address, Path folder) {}

    /// Puts the network of the case between the two.
    private Verdict join(CommandLines lines, Program client, Program server, Meeting meeting)
            throws IOException, InterruptedException {
        Network network = lines.trial().test().setup().network();
        if (network.link().isEmpty()) {
            return connect(lines, client, server, meeting);
        }
        long seed = lines.trial().toString().hashCode();
        InetSocketAddress target =
                HostAndPort.parse(HostAndPort.elsewhere(network.loopback(), meeting.address));
        return switch (network.beside()) {
            case NOBODY -> {
                UdpRelay relay = UdpRelay.start(network.link().get(), target, seed);
                yield through(relay, lines, client, server, meeting);
            }
            case TCP -> {
                try (CrossTraffic tcp = CrossTraffic.open()) {
                    UdpRelay relay = UdpRelay.start(network.link().get(), target, seed, tcp);
                    yield beside(tcp, through(relay, lines, client, server, meeting));
                } catch (NoDeviceException e) {
                    yield new Verdict.Failed(e.toString());
                }
            }
        };
    }

    /// The verdict with the rate of the flow, which must have had one.
    private static Verdict beside(CrossTraffic tcp, Verdict verdict) {
        if (!(verdict instanceof Verdict.Measured(Rates rates, _))) {
            return verdict;
        }
        long rate = tcp.kilobitsPerSecond();
        return rate == 0
                ? new Verdict.Failed("the TCP flow beside it stood still")
                : new Verdict.Measured(rates, Optional.of(Rates.of(rate)));
    }

    /// Over a relay, which is closed then.
    private Verdict through(
            UdpRelay started, CommandLines lines, Program client, Program server, Meeting meeting)
            throws IOException, InterruptedException {
        Network network = lines.trial().test().setup().network();
        try (UdpRelay relay = started) {
            String address = HostAndPort.of(relay.address());
            Verdict verdict =
                    connect(
                            lines,
                            client,
                            server,
                            new Meeting(meeting.server, address, meeting.folder));
            Sightings seen = relay.stop();
            Files.writeString(meeting.folder.resolve("relay"), seen + "\n");
            return verdict.isPass()
                    ? network.proof()
                            .complaint(lines.trial().role(), seen)
                            .<Verdict>map(Verdict.Failed::new)
                            .orElse(verdict)
                    : HandshakeFlood.noted(verdict, seen);
        }
    }

    /// As often as the case asks for, or until it goes wrong.
    private Verdict connect(CommandLines lines, Program client, Program server, Meeting meeting)
            throws IOException, InterruptedException {
        Verdict verdict = new Verdict.Passed("");
        int connections = lines.trial().test().setup().network().connections();
        for (int i = 1; i <= connections && verdict.isPass(); i++) {
            verdict = judge(lines.trial(), client, server, observe(lines, client, meeting));
            if (connections > 1 && verdict instanceof Verdict.Failed(String why)) {
                verdict = new Verdict.Failed("connection " + i + ": " + why);
            }
        }
        return verdict;
    }

    private Verdict judge(Trial trial, Program client, Program server, Observation seen)
            throws IOException {
        Case test = trial.test();
        Optional<String> certificate = workplace.fingerprint(test.setup().client());
        return Judge.judge(test, client, server, certificate, seen);
    }

    private Observation observe(CommandLines lines, Program client, Meeting meeting)
            throws IOException, InterruptedException {
        ServerProcess server = meeting.server;
        String address = meeting.address;
        Path folder = meeting.folder;
        Case test = lines.trial().test();
        Optional<ServerEvent.Closed> firstVisit = Optional.empty();
        if (test.setup().visits().areTwo() && client.keepsSessions()) {
            visit(lines.firstClient(client, address), test, folder);
            firstVisit = endOfFirstVisit(test, server, address);
        }
        List<String> command = lines.client(client, address);
        try (ClientProcess running = ClientProcess.start(command, folder, "client")) {
            if (test.setup().visits().areTwo()
                    && !client.keepsSessions()
                    && running.awaitFirstVisit(test.limit())) {
                firstVisit = endOfFirstVisit(test, server, address);
                running.goOn();
            }
            OptionalInt exitStatus = running.awaitExit(test.limit());
            List<ServerEvent> events = events(server, test.setup());
            return new Observation(true, firstVisit, exitStatus, running.report(), events);
        }
    }

    private static List<ServerEvent> events(ServerProcess server, Setup setup)
            throws InterruptedException {
        return setup.ending() == Ending.PLAIN_UNHEARD
                ? server.awaitStreams(setup.streamsToTheEnd())
                : server.awaitEnd(setup.streamsToTheEnd());
    }

    private static void visit(List<String> command, Case test, Path folder)
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
