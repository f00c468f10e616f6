package dev.quoll.cli.http;

import dev.quoll.Endpoint;
import dev.quoll.cli.http.Download.Server;
import dev.quoll.cli.option.ClientOptions;
import dev.quoll.cli.option.PathOptions;
import dev.quoll.cli.option.QlogOption;
import dev.quoll.cli.option.Recording;
import dev.quoll.cli.report.Amount;
import dev.quoll.cli.report.Failure;
import dev.quoll.cli.report.JsonLines;
import dev.quoll.cli.report.Progress;
import dev.quoll.cli.thread.Together;
import dev.quoll.config.EndpointConfig;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;

/// `quoll get`: fetches files by HTTP/0.9 over QUIC, or HTTP/3.
@Command(
        name = "get",
        description = "Fetches files from `quoll serve` or another server over QUIC.")
public final class GetCommand implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Parameters(
            paramLabel = "URL",
            arity = "1..*",
            description = "https://HOST[:PORT]/PATH; all of one server come on one connection")
    private List<String> urls = List.of();

    @Option(
            names = {"-o", "--output"},
            paramLabel = "DIR",
            defaultValue = ".",
            description = "Where the files go, made if needed. Default: the present folder")
    private Path folder = Path.of("");

    @Mixin private final ClientOptions options = new ClientOptions();

    @Mixin private final PathOptions paths = new PathOptions();

    @Mixin private final QlogOption qlog = new QlogOption();

    @Option(
            names = "--http3",
            description = "Ask by HTTP/3, which other servers speak, instead of HTTP/0.9")
    private boolean http3;

    @Option(names = "--json", description = "Print one JSON object")
    private boolean json;

    @SuppressWarnings("NullAway.Init") // picocli sets `spec`
    public GetCommand() {}

    @Override
    public Integer call() throws IOException {
        List<Download> downloads = downloads();
        Files.createDirectories(folder);
        GetReport report = fetch(downloads);
        if (json) {
            new JsonLines(spec.commandLine().getOut()).print(report);
        } else {
            print(report);
        }
        printFailures(report);
        return report.ok() ? 0 : 1;
    }

    private List<Download> downloads() {
        List<Download> downloads = new ArrayList<>();
        Set<Path> files = new HashSet<>();
        for (String url : urls) {
            Download download = download(url);
            if (!files.add(download.file())) {
                throw usage("two of the URLs would be saved as " + download.file());
            }
            downloads.add(download);
        }
        return downloads;
    }

    private Download download(String url) {
        try {
            return Download.of(url, folder);
        } catch (IllegalArgumentException e) {
            throw usage(String.valueOf(e.getMessage()));
        }
    }

    private ParameterException usage(String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    private GetReport fetch(List<Download> downloads) throws IOException {
        FileProtocol.Kind kind = http3 ? FileProtocol.Kind.HTTP_3 : FileProtocol.Kind.LINES;
        try (Recording recording = qlog.begin();
                Endpoint endpoint = Endpoint.bind(config(kind, recording));
                Progress progress = Progress.onTerminal("get")) {
            FileClient client = new FileClient(endpoint, kind, paths.locals(), progress);
            Map<Server, List<Download>> byServer =
                    downloads.stream()
                            .collect(
                                    Collectors.groupingBy(
                                            Download::server,
                                            LinkedHashMap::new,
                                            Collectors.toList()));
            List<Callable<List<FileReport>>> tasks = new ArrayList<>();
            byServer.forEach((server, files) -> tasks.add(() -> client.fetch(server, files)));
            long start = System.nanoTime();
            List<FileReport> reports = Together.run(tasks).stream().flatMap(List::stream).toList();
            boolean ok = reports.stream().allMatch(report -> report.error() == null);
            return new GetReport(ok, reports, client.paths(), Amount.secondsSince(start));
        }
    }

    private EndpointConfig config(FileProtocol.Kind kind, Recording recording) throws IOException {
        return EndpointConfig.client(
                options.config(
                        kind.protocolName(), builder -> recording.apply(paths.apply(builder))));
    }

    private void print(GetReport report) {
        PrintWriter out = spec.commandLine().getOut();
        for (FileReport file : report.files()) {
            if (file.error() == null) {
                out.printf(
                        "%s  %s  %s  SHA-256 %s%n",
                        file.file(),
                        Amount.bytes(file.bytes()),
                        Amount.rate(file.bytes(), file.seconds()),
                        file.sha256());
            }
        }
        report.paths().forEach(path -> path.print(out));
        out.flush();
    }

    /// One line for each way in which it failed.
    private void printFailures(GetReport report) {
        Map<Failure, List<String>> byFailure = new LinkedHashMap<>();
        for (FileReport file : report.files()) {
            Failure failure = file.error();
            if (failure != null) {
                byFailure.computeIfAbsent(failure, _ -> new ArrayList<>()).add(file.url());
            }
        }
        PrintWriter err = spec.commandLine().getErr();
        byFailure.forEach(
                (failure, files) ->
                        err.println(
                                "quoll: " + String.join(", ", files) + ": " + failure.message()));
        err.flush();
    }
}
