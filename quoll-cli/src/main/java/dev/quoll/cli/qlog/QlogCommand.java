package dev.quoll.cli.qlog;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;

/// `quoll qlog`: a page about one connection.
@Command(
        name = "qlog",
        description = {
            "Draws the connection that a qlog file is of.",
            "Writes a page with congestion window, bytes in flight, round-trip time and losses of"
                    + " each path."
        })
public final class QlogCommand implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Parameters(paramLabel = "FILE", description = "A file that `--qlog` left behind (.sqlog)")
    private Path file = Path.of("");

    @Option(
            names = {"-o", "--output"},
            paramLabel = "HTML",
            description = "The page. Default: FILE with .html behind its name")
    private Optional<Path> output = Optional.empty();

    @SuppressWarnings("NullAway.Init") // picocli sets `spec`
    public QlogCommand() {}

    @Override
    public Integer call() throws IOException {
        Story story = new Story();
        QlogFile.read(file, story);
        Path page = output.orElse(Path.of(file + ".html"));
        Files.writeString(page, new Page(story).text());
        spec.commandLine().getOut().println(page);
        spec.commandLine().getOut().flush();
        return 0;
    }
}
