package dev.quoll.cli.perf;

import dev.quoll.Connection;
import dev.quoll.Endpoint;
import dev.quoll.cli.option.ClientOptions;
import dev.quoll.cli.option.Link;
import dev.quoll.cli.option.QlogOption;
import dev.quoll.cli.option.Recording;
import dev.quoll.cli.option.SocketAddressConverter;
import dev.quoll.cli.report.Agreed;
import dev.quoll.cli.report.Amount;
import dev.quoll.cli.report.CipherName;
import dev.quoll.cli.report.Failure;
import dev.quoll.cli.report.JsonLines;
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
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Future;

/// `quoll perf client`: one connection, one job, one report.
@Command(name = "client", description = "Does one job on one connection and reports.")
final class PerfClientCommand implements Callable<Integer> {
    private static final long DEFAULT_MESSAGE = 32;
    private static final long DEFAULT_DATAGRAM = 1000;
    private static final int DEFAULT_SECONDS = 5;
    private static final int MAX_SECONDS = 86_400;

    @Spec private CommandSpec spec;
    @Mixin private final ClientOptions options = new ClientOptions();
    @Mixin private final QlogOption qlog = new QlogOption();

    @Parameters(
            paramLabel = "HOST:PORT",
            converter = SocketAddressConverter.class,
            description = "Where the server listens")
    private InetSocketAddress address = new InetSocketAddress(0);

    @Option(
            names = "--server-name",
            paramLabel = "NAME",
            description = "The name its certificate is for. Default: HOST")
    private Optional<String> serverName = Optional.empty();

    @Option(
            names = "--mode",
            paramLabel = "MODE",
            defaultValue = "down",
            description = "${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}")
    private Mode mode = Mode.DOWN;

    @Option(
            names = "--bytes",
            paramLabel = "N",
            description =
                    "Length of a body, or of a message of pp (to 64256), or of a datagram."
                            + " Default: 0, pp 32, datagrams 1000")
    private Optional<Long> bytes = Optional.empty();

    @Option(
            names = "--streams",
            paramLabel = "K",
            defaultValue = "1",
            description = "Streams at once in streams and requests. Default: ${DEFAULT-VALUE}")
    private int streams;

    @Option(
            names = "--rounds",
            paramLabel = "K",
            defaultValue = "1000",
            description = "Messages in mode pp. Default: ${DEFAULT-VALUE}")
    private int rounds;

    @Option(
            names = "--duration",
            paramLabel = "SECONDS",
            description =
                    "How long requests, handshakes and datagrams go on (default: 5), or a body of"
                            + " down or up in place of --bytes")
    private Optional<Integer> duration = Optional.empty();

    @Option(
            names = "--alpn",
            paramLabel = "NAME",
            defaultValue = PerfServerCommand.PROTOCOL,
            description =
                    "Protocol to agree on; another than perf8 is for handshakes alone. Default:"
                            + " ${DEFAULT-VALUE}")
    private String alpn = "";

    @Option(
            names = "--key-update",
            description = "Change the keys as soon as the handshake is confirmed")
    private boolean keyUpdate;

    @Option(
            names = "--migrate",
            description = "Go over to another port as soon as the handshake is confirmed")
    private boolean migrate;

    @Option(names = "--json", description = "Print one JSON object")
    private boolean json;

    @SuppressWarnings("NullAway.Init") // picocli sets `spec`
    PerfClientCommand() {}

    @Override
    public Integer call() throws IOException {
        checkCounts();
        Spent.Beginning start = Spent.Beginning.now();
        if (!json) {
            print(measure(start));
            return 0;
        }
        PerfReport report = reportInAnyCase(start);
        new JsonLines(spec.commandLine().getOut()).print(report);
        return report.ok() ? 0 : 1;
    }

    private Job job() {
        long length =
                bytes.orElse(
                        switch (mode) {
                            case PP -> DEFAULT_MESSAGE;
                            case DATAGRAMS -> DEFAULT_DATAGRAM;
                            default -> 0L;
                        });
        Optional<Integer> seconds =
                mode.isForATime() ? duration.or(() -> Optional.of(DEFAULT_SECONDS)) : duration;
        return new Job(mode, length, streams, rounds, seconds.map(Duration::ofSeconds));
    }

    private void checkCounts() {
        if (bytes.orElse(0L) < 0 || streams < 1 || rounds < 1) {
            throw new ParameterException(
                    spec.commandLine(), "--bytes is 0 or more, --streams and --rounds 1 or more");
        }
        boolean isLimited = mode == Mode.PP || mode == Mode.DATAGRAMS;
        if (isLimited && (job().bytes() < 1 || job().bytes() > Body.PIECE_LENGTH)) {
            throw new ParameterException(
                    spec.commandLine(),
                    "in mode " + mode + " --bytes is 1 to " + Body.PIECE_LENGTH);
        }
        checkDuration();
    }

    private void checkDuration() {
        int seconds = duration.orElse(DEFAULT_SECONDS);
        if (seconds < 1 || seconds > MAX_SECONDS) {
            throw new ParameterException(
                    spec.commandLine(), "--duration is 1 to " + MAX_SECONDS + " seconds");
        }
        if (duration.isPresent() && !mode.takesATime()) {
            throw new ParameterException(spec.commandLine(), "--duration is not for mode " + mode);
        }
        if (duration.isPresent() && bytes.isPresent() && !mode.isForATime()) {
            throw new ParameterException(
                    spec.commandLine(), "a body has --bytes or --duration, not both");
        }
    }

    private PerfReport reportInAnyCase(Spent.Beginning start) {
        try {
            return measure(start);
        } catch (IOException e) {
            return PerfReport.failed(start.untilNow(), Failure.of(e));
        }
    }

    private PerfReport measure(Spent.Beginning start) throws IOException {
        try (Recording recording = qlog.begin();
                Endpoint endpoint = Endpoint.bind(config(recording))) {
            String name = serverName.orElse(address.getHostString());
            try (Link link = Link.of(endpoint.startConnect(address, name))) {
                Future<Boolean> changed =
                        Together.start(() -> changed(endpoint, link.connection()));
                Transfer transfer =
                        mode == Mode.HANDSHAKES
                                ? new Handshakes(endpoint, address, name).run(job())
                                : link.run(connection -> new PerfClient(connection).run(job()));
                Spent spent = start.untilNow();
                Together.result(changed);
                Agreed handshake = link.agreed();
                return PerfReport.done(
                        transfer,
                        spent,
                        CipherName.of(link.connection()),
                        handshake,
                        Transport.of(link.connection()));
            }
        }
    }

    private EndpointConfig config(Recording recording) throws IOException {
        return EndpointConfig.client(options.config(alpn, recording::apply));
    }

    /// Changes what is to be changed under way; whether there was something.
    private boolean changed(Endpoint endpoint, Connection connection) throws IOException {
        if (!keyUpdate && !migrate) {
            return false;
        }
        connection.awaitHandshakeConfirmed();
        if (keyUpdate) {
            connection.forceKeyUpdate();
        }
        if (migrate) {
            InetSocketAddress before = endpoint.localAddress();
            endpoint.rebind(new InetSocketAddress(before.getAddress(), 0));
        }
        return true;
    }

    private void print(PerfReport report) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(mode + ": " + Amount.seconds(report.seconds()) + ", " + report.cipher());
        if (report.bytes() > 0) {
            out.println(
                    Amount.bytes(report.bytes())
                            + ", "
                            + Amount.rate(report.bytes(), report.seconds()));
        }
        if (report.roundTrips() != null) {
            out.println(report.roundTrips().text());
        }
        if (report.datagrams() != null) {
            out.println(
                    report.datagrams().sent()
                            + " datagrams sent, "
                            + report.datagrams().received()
                            + " came back");
        }
        if (report.cpuSeconds() != null) {
            out.println("CPU time of this process: " + Amount.seconds(report.cpuSeconds()));
        }
        out.flush();
    }
}
