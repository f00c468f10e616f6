package dev.quoll.bench;

import dev.quoll.bench.Measured.Sides;

import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/// Measures handshakes and prints the tables of docs/benchmarks.md. A round runs each setup with
/// one provider and then with the other, each in a JVM of its own; ratios are of neighbours.
/// *Confined*.
public final class HandshakeTable {
    private static final int DEFAULT_ROUNDS = 5;
    private static final int WARMUP_ITERATIONS = 3;
    private static final int ITERATIONS = 3;
    private static final TimeValue ITERATION = TimeValue.seconds(2);

    private final List<JcaChoice> providers =
            Stream.of(JcaChoice.values()).filter(JcaChoice::isAvailable).toList();
    private final Map<Setup, Map<JcaChoice, List<Measured>>> runs = new LinkedHashMap<>();
    private final PrintStream out;

    private HandshakeTable(PrintStream out) {
        this.out = out;
    }

    /// Takes the number of rounds, 5 unless it is given.
    public static void main(String[] args) throws RunnerException {
        int rounds = args.length == 0 ? DEFAULT_ROUNDS : Integer.parseInt(args[0]);
        HandshakeTable table = new HandshakeTable(System.out);
        for (int round = 0; round < rounds; round++) {
            for (Setup setup : Setup.all()) {
                table.measure(setup);
            }
        }
        table.print();
    }

    private void measure(Setup setup) throws RunnerException {
        for (JcaChoice provider : providers) {
            runs.computeIfAbsent(setup, _ -> new EnumMap<>(JcaChoice.class))
                    .computeIfAbsent(provider, _ -> new ArrayList<>())
                    .add(Measured.of(new Runner(options(setup, provider)).runSingle()));
        }
    }

    private static Options options(Setup setup, JcaChoice provider) {
        return new OptionsBuilder()
                .include(HandshakeBenchmark.class.getName())
                .param("group", setup.group().name())
                .param("key", setup.key().name())
                .param("provider", provider.name())
                .forks(1)
                .jvmArgsAppend("--enable-native-access=ALL-UNNAMED")
                .warmupIterations(WARMUP_ITERATIONS)
                .warmupTime(ITERATION)
                .measurementIterations(ITERATIONS)
                .measurementTime(ITERATION)
                .verbosity(VerboseMode.SILENT)
                .build();
    }

    private void print() {
        out.println(
                "| group | signature | provider | full: client | server | resumed: client"
                        + " | server | 0-RTT: client | server |");
        out.println("|---|---|---|---|---|---|---|---|---|");
        runs.forEach(
                (setup, byProvider) ->
                        byProvider.forEach(
                                (provider, list) -> out.println(line(setup, provider, list))));
        out.println();
        out.println(
                "| group | signature | full : resumed, JDK | full : resumed, ACCP"
                        + " | client, full, JDK : ACCP | server, full, JDK : ACCP |");
        out.println("|---|---|---|---|---|---|");
        runs.forEach((setup, byProvider) -> out.println(ratios(setup, byProvider)));
    }

    private static String line(Setup setup, JcaChoice provider, List<Measured> list) {
        Stream<Function<Measured, Sides>> kinds =
                Stream.of(Measured::full, Measured::resumed, Measured::early);
        StringBuilder line = new StringBuilder("| " + setup + " | " + provider + " |");
        kinds.forEach(
                kind -> {
                    cell(line, Spread.of(list, run -> kind.apply(run).client()).perSecond());
                    cell(line, Spread.of(list, run -> kind.apply(run).server()).perSecond());
                });
        return line.toString();
    }

    private static String ratios(Setup setup, Map<JcaChoice, List<Measured>> byProvider) {
        StringBuilder line = new StringBuilder("| " + setup + " |");
        for (JcaChoice provider : JcaChoice.values()) {
            List<Measured> list = byProvider.getOrDefault(provider, List.of());
            cell(line, ratio(list, run -> run.full().both() / run.resumed().both()));
        }
        List<Pair> pairs = pairs(byProvider);
        cell(line, ratio(pairs, pair -> pair.jdk.full().client() / pair.accp.full().client()));
        cell(line, ratio(pairs, pair -> pair.jdk.full().server() / pair.accp.full().server()));
        return line.toString();
    }

    private static <T> String ratio(List<T> runs, ToDoubleFunction<T> ratio) {
        return runs.isEmpty() ? "" : Spread.of(runs, ratio).asRatio();
    }

    private record Pair(Measured jdk, Measured accp) {}

    private static List<Pair> pairs(Map<JcaChoice, List<Measured>> byProvider) {
        List<Measured> jdk = byProvider.getOrDefault(JcaChoice.JDK, List.of());
        List<Measured> accp = byProvider.getOrDefault(JcaChoice.ACCP, List.of());
        List<Pair> pairs = new ArrayList<>();
        for (int i = 0; i < Math.min(jdk.size(), accp.size()); i++) {
            pairs.add(new Pair(jdk.get(i), accp.get(i)));
        }
        return pairs;
    }

    private static void cell(StringBuilder line, String text) {
        line.append(' ').append(text).append(" |");
    }
}
