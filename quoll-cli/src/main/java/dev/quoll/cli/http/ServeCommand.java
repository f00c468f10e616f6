package dev.quoll.cli.http;

import dev.quoll.AdmissionPolicy;
import dev.quoll.Endpoint;
import dev.quoll.cli.file.AccessLog;
import dev.quoll.cli.file.DocumentRoot;
import dev.quoll.cli.http3.Http3Server;
import dev.quoll.cli.identity.Identity;
import dev.quoll.cli.option.ConnectTimeout;
import dev.quoll.cli.option.PathOptions;
import dev.quoll.cli.option.QlogOption;
import dev.quoll.cli.option.Recording;
import dev.quoll.cli.option.ServerOptions;
import dev.quoll.cli.report.HostAndPort;
import dev.quoll.cli.thread.UntilStopped;
import dev.quoll.config.EndpointConfig;
import dev.quoll.config.ServerConfig;
import dev.quoll.config.TransportConfig;
import dev.quoll.tls.TlsServerConfig;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;

/// `quoll serve`: a file server for HTTP/3, and HTTP/0.9 over QUIC.
@Command(
        name = "serve",
        description =
                "Serves the files of a folder by HTTP/3, and HTTP/0.9 over QUIC, until it is"
                        + " stopped.")
public final class ServeCommand implements Callable<Integer> {
    /// The application protocol of HTTP/0.9 over QUIC.
    static final String PROTOCOL = "hq-interop";

    private static final Duration GRACE = Duration.ofSeconds(10);

    @Spec private CommandSpec spec;
    @Mixin private final ServerOptions options = new ServerOptions();
    @Mixin private final ConnectTimeout timeout = new ConnectTimeout();
    @Mixin private final QlogOption qlog = new QlogOption();

    @Option(
            names = "--retry",
            description =
                    "Has every client prove its address before anything is done for it. Without it"
                            + " that begins when many clients come at once")
    private boolean retry;

    @Parameters(paramLabel = "DIR", description = "The folder; nothing outside of it is served")
    private Path folder = Path.of("");

    @SuppressWarnings("NullAway.Init") // picocli sets `spec`
    public ServeCommand() {}

    @Override
    public Integer call() throws IOException {
        DocumentRoot root = new DocumentRoot(folder);
        UntilStopped.run(() -> serve(root));
        return 0;
    }

    private void serve(DocumentRoot root) throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        TlsServerConfig tls = options.tls(this::showFingerprint, Http3Server.PROTOCOL, PROTOCOL);
        FileServer server = new FileServer(root, new AccessLog(out));
        try (Recording recording = qlog.begin();
                Endpoint endpoint = Endpoint.bind(config(tls, recording))) {
            out.println("serving " + folder + " on " + HostAndPort.of(endpoint.localAddress()));
            out.flush();
            serveUntilInterrupted(endpoint, policy(), server);
        }
    }

    private EndpointConfig config(TlsServerConfig tls, Recording recording) {
        TransportConfig.Builder transport =
                timeout.builder().maxConcurrentMultipathPaths(PathOptions.MAX_PATHS);
        ServerConfig server =
                options.serving(tls).transport(recording.apply(transport).build()).build();
        return options.endpoint(server);
    }

    private AdmissionPolicy policy() {
        return retry ? AdmissionPolicy.provedAddresses() : AdmissionPolicy.everybody();
    }

    /// When asked to stop: takes no new clients, finishes the answers that were begun.
    private static void serveUntilInterrupted(
            Endpoint endpoint, AdmissionPolicy policy, FileServer server) throws IOException {
        try {
            server.serve(endpoint, policy);
        } catch (InterruptedIOException e) {
            Thread.interrupted();
            endpoint.setServerConfig(Optional.empty());
            server.goAway();
            server.awaitAnswers(GRACE);
            server.close();
        }
    }

    private void showFingerprint(Identity identity) {
        PrintWriter out = spec.commandLine().getOut();
        out.println("certificate made for this run, SHA-256 " + identity.fingerprint());
    }
}
