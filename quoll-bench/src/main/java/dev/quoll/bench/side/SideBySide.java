package dev.quoll.bench.side;

import dev.quoll.bench.JcaChoice;
import dev.quoll.bench.end.ThreadKind;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;

/// `side-by-side.sh`. Ends with 0 when all was measured, 1 if something failed, 2 for a wrong
/// command line.
@Command(
        name = "side-by-side.sh",
        mixinStandardHelpOptions = true,
        description = "Measures Quoll beside another implementation, run by run in turn.")
public final class SideBySide implements Callable<Integer> {
    /// What a comparison at a constant load is made with.
    private static final List<Integer> LOADS = List.of(1, 100, 1_000, 10_000);

    @Option(names = "--module", hidden = true, required = true)
    private Path module = Path.of("");

    @Option(names = "--programs", hidden = true, required = true)
    private Path programs = Path.of("");

    @Option(names = "--peer", defaultValue = "quinn-st", description = "${COMPLETION-CANDIDATES}")
    private Peer peer = Peer.QUINN_ST;

    @Option(
            names = "--work",
            split = ",",
            description = "Only these of what the peer can do: ${COMPLETION-CANDIDATES}")
    private Set<Work> works = EnumSet.noneOf(Work.class);

    @Option(names = "--pairs", defaultValue = "5", description = "Default: ${DEFAULT-VALUE}")
    private int pairs;

    @Option(
            names = "--warm-up",
            defaultValue = "3",
            description = "Runs of each side before the first pair. Default: ${DEFAULT-VALUE}")
    private int warmUps;

    @Option(
            names = "--bytes",
            description = "Of a bulk transfer. Default: 1 GiB, beside kwik an eighth of it")
    private @Nullable Long bytes;

    @Option(
            names = "--seconds",
            defaultValue = "5",
            description = "Of a run of any other work. Default: ${DEFAULT-VALUE}")
    private int seconds;

    @Option(
            names = "--connections",
            split = ",",
            description = "In works idle (Default: 10000) and requests (1,100,1000,10000)")
    private List<Integer> connections = List.of();

    @Option(
            names = "--window",
            defaultValue = "1250000",
            description = "Bytes a stream may send ahead. Default: ${DEFAULT-VALUE}")
    private long window;

    @Option(names = "--group", defaultValue = "x25519", description = "x25519 or secp256r1")
    private String group = "";

    @Option(
            names = "--threads",
            defaultValue = "virtual",
            description = "Of our applications: ${COMPLETION-CANDIDATES}")
    private ThreadKind threads = ThreadKind.VIRTUAL;

    @Option(
            names = "--provider",
            defaultValue = "jdk",
            description = "Of our cryptography: ${COMPLETION-CANDIDATES}")
    private JcaChoice provider = JcaChoice.JDK;

    @Option(
            names = "--sockets",
            defaultValue = "native",
            description = "Ours: ${COMPLETION-CANDIDATES}")
    private Sockets sockets = Sockets.NATIVE;

    @Option(
            names = "--spin",
            defaultValue = "0",
            description = "Microseconds that our threads look for datagrams before they wait")
    private long spinMicros;

    @Option(names = "--jvm", description = "A flag for our JVMs; may be repeated")
    private List<String> flags = List.of();

    @Option(names = "--json", description = "Print a JSON object for each work")
    private boolean json;

    private SideBySide() {}

    /// Takes the options that `--help` lists.
    public static void main(String[] arguments) {
        Runtime.getRuntime().addShutdownHook(new Thread(SideBySide::killAll));
        CommandLine command =
                new CommandLine(new SideBySide())
                        .registerConverter(Peer.class, text -> Peer.valueOf(constant(text)))
                        .registerConverter(Work.class, text -> Work.valueOf(constant(text)))
                        .setCaseInsensitiveEnumValuesAllowed(true);
        System.exit(command.execute(arguments));
    }

    private static String constant(String text) {
        return text.toUpperCase(Locale.ROOT).replace('-', '_');
    }

    /// No end is left behind, whichever way this program ends.
    private static void killAll() {
        ProcessHandle.current().descendants().forEach(ProcessHandle::destroyForcibly);
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        Path folder = Files.createDirectories(module.resolve("target/side-by-side"));
        Terms terms =
                new Terms(
                        module.resolve("target/certificates"),
                        programs,
                        window,
                        group,
                        threads,
                        provider,
                        sockets,
                        spinMicros,
                        flags);
        System.err.print(terms.describe(peer));
        Contest contest =
                new Contest(
                        new OurCommands(terms),
                        new PeerCommands(peer, terms),
                        pairs,
                        warmUps,
                        folder,
                        System.err);
        for (Work work : chosen()) {
            run(contest, work);
        }
        return CommandLine.ExitCode.OK;
    }

    private void run(Contest contest, Work work) throws IOException, InterruptedException {
        List<Comparison> comparisons = new ArrayList<>();
        for (int open : loads(work)) {
            long ofBulk = bytes == null ? peer.bulkBytes() : bytes;
            Work.Amounts amounts = new Work.Amounts(ofBulk, seconds, open);
            Comparison comparison = contest.run(peer, work, amounts);
            print(new Report(comparison));
            comparisons.add(comparison);
        }
        if (work == Work.REQUESTS) {
            print(new Growth(comparisons));
        }
    }

    private void print(Growth growth) {
        System.out.print(json ? growth.json() + System.lineSeparator() : growth.text());
    }

    private void print(Report report) {
        System.out.print(json ? report.json() + System.lineSeparator() : report.text());
    }

    private Set<Work> chosen() {
        Set<Work> chosen = EnumSet.copyOf(peer.works());
        if (!works.isEmpty()) {
            chosen.retainAll(works);
        }
        if (chosen.isEmpty()) {
            throw new IllegalArgumentException(peer + " does none of " + works);
        }
        return chosen;
    }

    private List<Integer> loads(Work work) {
        return switch (work) {
            case IDLE -> connections.isEmpty() ? List.of(10_000) : connections;
            case REQUESTS -> connections.isEmpty() ? LOADS : connections;
            default -> List.of(1);
        };
    }
}
