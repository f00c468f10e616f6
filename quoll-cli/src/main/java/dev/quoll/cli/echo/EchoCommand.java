package dev.quoll.cli.echo;

import dev.quoll.Endpoint;
import dev.quoll.cli.identity.KeyName;
import dev.quoll.cli.identity.OnlyKeys;
import dev.quoll.cli.option.CandidateOption;
import dev.quoll.cli.option.ListenOption;
import dev.quoll.cli.option.PathOptions;
import dev.quoll.cli.option.PublicKeyConverter;
import dev.quoll.cli.option.QlogOption;
import dev.quoll.cli.option.RawKeyOptions;
import dev.quoll.cli.option.Recording;
import dev.quoll.cli.report.HostAndPort;
import dev.quoll.cli.thread.UntilStopped;
import dev.quoll.config.EndpointConfig;
import dev.quoll.config.ServerConfig;
import dev.quoll.config.TransportConfig;
import dev.quoll.tls.TlsServerConfig;
import dev.quoll.tls.trust.ClientAuthentication;
import dev.quoll.tls.trust.PeerVerifier;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.PrintWriter;
import java.security.KeyPair;
import java.security.PublicKey;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;

/// `quoll echo`: a server that is known by its key, and knows its clients by theirs.
@Command(
        name = "echo",
        description = {
            "Sends back what comes on every stream until it is stopped.",
            "Server and clients know each other by raw public keys (RFC 7250), as iroh does."
        })
public final class EchoCommand implements Callable<Integer> {
    @Spec private CommandSpec spec;
    @Mixin private final ListenOption listen = new ListenOption();
    @Mixin private final RawKeyOptions options = new RawKeyOptions();
    @Mixin private final QlogOption qlog = new QlogOption();
    @Mixin private final CandidateOption candidates = new CandidateOption();

    @Option(
            names = "--allow",
            paramLabel = "KEY",
            arity = "1..*",
            converter = PublicKeyConverter.class,
            description = "The only clients to accept. Without it: any, known by the key it has")
    private List<PublicKey> allowed = List.of();

    @Option(names = "--json", description = "Print a JSON object for each event")
    private boolean json;

    @SuppressWarnings("NullAway.Init") // picocli sets `spec`
    public EchoCommand() {}

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        EchoLog log = json ? EchoLog.json(out) : EchoLog.text(out);
        KeyPair keys = options.keys();
        UntilStopped.run(() -> serve(keys, log));
        return 0;
    }

    private void serve(KeyPair keys, EchoLog log) throws IOException {
        try (Recording recording = qlog.begin();
                Endpoint endpoint = Endpoint.bind(config(keys, recording))) {
            log.listening(HostAndPort.of(endpoint.localAddress()), KeyName.of(keys.getPublic()));
            new EchoServer(log, candidates.addresses()).serve(endpoint);
        } catch (InterruptedIOException e) {
            Thread.interrupted(); // asked to stop
        }
    }

    private EndpointConfig config(KeyPair keys, Recording recording) {
        TransportConfig.Builder transport =
                candidates
                        .offer(TransportConfig.builder())
                        .maxConcurrentMultipathPaths(PathOptions.MAX_PATHS);
        ServerConfig server =
                ServerConfig.builder(tls(keys))
                        .transport(recording.apply(transport).build())
                        .build();
        return EndpointConfig.server(listen.address(), server);
    }

    private TlsServerConfig tls(KeyPair keys) {
        PeerVerifier anybody = (_, _) -> {}; // who has the key it shows is known by it
        return TlsServerConfig.builder()
                .alpn(options.protocol())
                .rawKey(keys)
                .clients(ClientAuthentication.REQUIRED)
                .verifyClientKeys(allowed.isEmpty() ? anybody : new OnlyKeys(Set.copyOf(allowed)))
                .build();
    }
}
