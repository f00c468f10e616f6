package dev.quoll.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

import java.util.concurrent.Callable;

/// The `quoll` command: picks a subcommand and ends with its exit status: 0 success, 1 failure, 2
/// usage.
@Command(
        name = "quoll",
        description = "QUIC from the command line.",
        mixinStandardHelpOptions = true,
        version = "quoll 0.1.0-SNAPSHOT")
public final class Main implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @SuppressWarnings("NullAway.Init") // picocli sets `spec`
    private Main() {}

    public static void main(String[] args) {
        System.exit(new CommandLine(new Main()).execute(args));
    }

    /// Without a subcommand there is nothing to do but to say how the command is used.
    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getErr());
        return CommandLine.ExitCode.USAGE;
    }
}
