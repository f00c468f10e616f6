package dev.quoll.cli.perf;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `quoll perf`: measures a connection with the protocol `perf8`.
@Command(
        name = "perf",
        description = "Measures connections: throughput, streams, handshakes, round trips.",
        subcommands = {PerfServerCommand.class, PerfClientCommand.class})
public final class PerfCommand implements Runnable {
    @Spec private CommandSpec spec;

    @SuppressWarnings("NullAway.Init") // picocli sets `spec`
    public PerfCommand() {}

    @Override
    public void run() {
        CommandLine command = spec.commandLine();
        throw new ParameterException(command, "Name a part: server or client");
    }
}
