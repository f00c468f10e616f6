package dev.quoll.cli.perf;

import dev.quoll.AdmissionPolicy;
import dev.quoll.Endpoint;
import dev.quoll.cli.option.ConnectTimeout;
import dev.quoll.cli.option.QlogOption;
import dev.quoll.cli.option.Recording;
import dev.quoll.cli.option.ServerOptions;
import dev.quoll.cli.thread.UntilStopped;
import dev.quoll.config.EndpointConfig;
import dev.quoll.config.ServerConfig;
import dev.quoll.tls.TlsServerConfig;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;

/// `quoll perf server`: answers `perf8` until it is stopped.
@Command(name = "server", description = "Answers `quoll perf client` until it is stopped.")
final class PerfServerCommand implements Callable<Integer> {
    static final String PROTOCOL = "perf8";

    @Spec private CommandSpec spec;
    @Mixin private final ServerOptions options = new ServerOptions();
    @Mixin private final ConnectTimeout timeout = new ConnectTimeout();
    @Mixin private final QlogOption qlog = new QlogOption();

    @Option(
            names = "--alpn",
            paramLabel = "NAME",
            defaultValue = PROTOCOL,
            description =
                    "Protocol to agree on; another than perf8 is for handshakes alone. Default:"
                            + " ${DEFAULT-VALUE}")
    private String alpn = "";

    @Option(names = "--retry", description = "Has every client prove its address first")
    private boolean retry;

    @Option(names = "--json", description = "Print a JSON object for each event")
    private boolean json;

    @SuppressWarnings("NullAway.Init") // picocli sets `spec`
    PerfServerCommand() {}

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        PerfServerLog log = json ? PerfServerLog.json(out) : PerfServerLog.text(out);
        UntilStopped.run(() -> serve(log));
        return 0;
    }

    private AdmissionPolicy policy() {
        return retry ? AdmissionPolicy.provedAddresses() : AdmissionPolicy.everybody();
    }

    private void serve(PerfServerLog log) throws IOException {
        TlsServerConfig tls =
                options.tls(_ -> {}, alpn); // a fingerprint is of no use to its client
        try (Recording recording = qlog.begin();
                Endpoint endpoint = Endpoint.bind(config(tls, recording))) {
            log.listening(endpoint.localAddress());
            new PerfServer(log).serve(endpoint, policy());
        } catch (InterruptedIOException e) {
            Thread.interrupted(); // asked to stop
        }
    }

    private EndpointConfig config(TlsServerConfig tls, Recording recording) {
        ServerConfig server =
                options.serving(tls).transport(recording.apply(timeout.builder()).build()).build();
        return options.endpoint(server);
    }
}
