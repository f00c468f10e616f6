package dev.quoll.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/// The `quoll` command: picks a subcommand and ends with its exit status (0 success, 1 failure, 2
/// usage).
@Command(
        name = "quoll",
        description = "QUIC from the command line.",
        mixinStandardHelpOptions = true,
        version = "quoll 0.1.0-SNAPSHOT",
        synopsisSubcommandLabel = "COMMAND")
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        System.exit(new CommandLine(new Main()).execute(args));
    }
}
