package dev.quoll.bench.end;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/// Entry point of both ends.
@Command(
        name = "end",
        subcommands = {ServerCommand.class, ClientCommand.class})
public final class EndMain {
    private EndMain() {}

    /// Takes `server` or `client` and its options.
    public static void main(String[] arguments) {
        CommandLine command =
                new CommandLine(new EndMain()).setCaseInsensitiveEnumValuesAllowed(true);
        System.exit(command.execute(arguments));
    }
}
