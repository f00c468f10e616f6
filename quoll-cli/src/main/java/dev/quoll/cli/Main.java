package dev.quoll.cli;

import dev.quoll.cli.demo.DemoCommand;
import dev.quoll.cli.echo.ConnectCommand;
import dev.quoll.cli.echo.EchoCommand;
import dev.quoll.cli.http.GetCommand;
import dev.quoll.cli.http.ServeCommand;
import dev.quoll.cli.perf.PerfCommand;
import dev.quoll.cli.punch.PunchCommand;
import dev.quoll.cli.qlog.QlogCommand;
import dev.quoll.cli.relay.RelayCommand;
import dev.quoll.cli.report.ErrorLine;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

import java.io.PrintWriter;
import java.util.concurrent.Callable;

/// The `quoll` command: picks a subcommand and ends with its exit status: 0 success, 1 failure, 2
/// usage. A failure is one line on standard error, with a stack trace only if asked for.
@Command(
        name = "quoll",
        description = "QUIC from the command line.",
        scope = ScopeType.INHERIT,
        mixinStandardHelpOptions = true,
        sortOptions = false,
        version = "quoll 0.1.0-SNAPSHOT",
        subcommands = {
            DemoCommand.class,
            ServeCommand.class,
            GetCommand.class,
            PerfCommand.class,
            EchoCommand.class,
            ConnectCommand.class,
            RelayCommand.class,
            PunchCommand.class,
            QlogCommand.class
        })
public final class Main implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Option(
            names = "--debug",
            scope = ScopeType.INHERIT,
            description = "Show the stack trace of a failure")
    private boolean debug;

    @SuppressWarnings("NullAway.Init") // picocli sets `spec`
    private Main() {}

    public static void main(String[] args) {
        System.exit(commandLine().execute(args));
    }

    /// The command, ready to be executed; its output can be sent elsewhere.
    static CommandLine commandLine() {
        Main main = new Main();
        return new CommandLine(main)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler(main::onFailure);
    }

    /// Without a subcommand there is nothing to do but to say how the command is used.
    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getErr());
        return CommandLine.ExitCode.USAGE;
    }

    private int onFailure(Exception failure, CommandLine command, ParseResult parsed) {
        PrintWriter err = command.getErr();
        err.println("quoll: " + ErrorLine.of(failure));
        if (debug) {
            failure.printStackTrace(err);
        }
        err.flush();
        return CommandLine.ExitCode.SOFTWARE;
    }
}
