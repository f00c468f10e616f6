package dev.quoll.cli.demo;

import dev.quoll.cli.demo.DemoReport.Counts;
import dev.quoll.cli.demo.DemoReport.Cut;
import dev.quoll.cli.report.Amount;
import dev.quoll.cli.report.JsonLines;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;

/// `quoll demo`: shows on this machine alone that connections work.
@Command(
        name = "demo",
        description =
                "Moves files both ways at once between a server and a client in this process, over"
                        + " two paths on the loopback interface of which one is cut, and compares"
                        + " their SHA-256.")
public final class DemoCommand implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Parameters(
            paramLabel = "FILE",
            arity = "0..*",
            description = "Files to move. Default: four made for it, of 0 bytes to 16 MB")
    private List<Path> files = List.of();

    @Option(names = "--json", description = "Print one JSON object")
    private boolean json;

    @SuppressWarnings("NullAway.Init") // picocli sets `spec`
    public DemoCommand() {}

    @Override
    public Integer call() throws IOException {
        for (Path file : files) {
            if (!Files.isRegularFile(file)) {
                throw new NoSuchFileException(file.toString());
            }
        }
        try (Workplace workplace = new Workplace()) {
            Demo demo = new Demo(workplace.folder(), files);
            DemoReport report = demo.run();
            if (json) {
                new JsonLines(spec.commandLine().getOut()).print(report);
            } else {
                print(report, demo.fingerprint());
            }
            return report.ok() ? 0 : 1;
        }
    }

    private void print(DemoReport report, String fingerprint) {
        PrintWriter out = spec.commandLine().getOut();
        out.println("server's certificate, made for this run: SHA-256 " + fingerprint);
        out.printf(
                "handshake %s, %s%n", Amount.seconds(report.handshakeSeconds()), report.cipher());
        out.println();
        out.printf("%-6s  %-20s %10s %9s  %-12s%n", "from", "file", "size", "time", "SHA-256");
        report.files().forEach(file -> print(out, file));
        out.println();
        long bytes = report.files().stream().mapToLong(Moved::bytes).sum();
        out.printf(
                "%d streams at once, %s in %s: %s%n",
                report.files().size(),
                Amount.bytes(bytes),
                Amount.seconds(report.seconds()),
                Amount.rate(bytes, report.seconds()));
        out.printf(Locale.ROOT, "round trip %.2f ms%n", report.rttMillis());
        print(out, "client", report.client());
        print(out, "server", report.server());
        report.paths().forEach(path -> path.print(out));
        Cut cut = report.cut();
        if (cut != null) {
            print(out, cut);
        }
        boolean isEqual = report.files().stream().allMatch(Moved::equal);
        out.println(isEqual ? "All copies are equal." : "NOT all copies are equal.");
        out.flush();
    }

    private static void print(PrintWriter out, Moved file) {
        out.printf(
                "%-6s  %-20s %10s %9s  %s %s%n",
                file.from(),
                file.name(),
                Amount.bytes(file.bytes()),
                Amount.seconds(file.seconds()),
                file.sha256().substring(0, 12),
                file.equal() ? "equal" : "DIFFERENT");
    }

    private static void print(PrintWriter out, Cut cut) {
        Double seconds = cut.secondsToEnd();
        String end =
                seconds == null
                        ? "NOT noticed"
                        : "given up " + Amount.seconds(seconds) + " later (" + cut.reason() + ")";
        out.printf(
                "path %d was cut in mid-transfer, and %s; the rest went over the other%n",
                cut.path(), end);
    }

    private static void print(PrintWriter out, String side, Counts counts) {
        out.printf(
                "%s: %d packets sent, %s, %d lost, congestion window reduced %d times%n",
                side,
                counts.packetsSent(),
                Amount.bytes(counts.bytesSent()),
                counts.packetsLost(),
                counts.congestionEvents());
    }
}
