package dev.quoll.cli.echo;

import dev.quoll.BiStream;
import dev.quoll.Connection;
import dev.quoll.Endpoint;
import dev.quoll.cli.identity.KeyName;
import dev.quoll.cli.identity.OnlyKeys;
import dev.quoll.cli.option.CandidateOption;
import dev.quoll.cli.option.ConnectTimeout;
import dev.quoll.cli.option.PublicKeyConverter;
import dev.quoll.cli.option.QlogOption;
import dev.quoll.cli.option.RawKeyOptions;
import dev.quoll.cli.option.Recording;
import dev.quoll.cli.option.SocketAddressConverter;
import dev.quoll.cli.report.Amount;
import dev.quoll.cli.report.Failure;
import dev.quoll.cli.report.JsonLines;
import dev.quoll.cli.report.Sha256;
import dev.quoll.cli.thread.Together;
import dev.quoll.config.ClientConfig;
import dev.quoll.config.EndpointConfig;
import dev.quoll.tls.TlsClientConfig;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.DigestInputStream;
import java.security.KeyPair;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Future;

/// `quoll connect`: one stream to a server that is known by its key.
@Command(
        name = "connect",
        description = {
            "Sends standard input on a stream and prints what comes back.",
            "The server is known by its raw public key (RFC 7250), as iroh's are."
        })
public final class ConnectCommand implements Callable<Integer> {
    @Spec private CommandSpec spec;
    @Mixin private final RawKeyOptions options = new RawKeyOptions();
    @Mixin private final ConnectTimeout timeout = new ConnectTimeout();
    @Mixin private final QlogOption qlog = new QlogOption();
    @Mixin private final CandidateOption candidates = new CandidateOption();

    @Parameters(
            index = "0",
            paramLabel = "KEY",
            converter = PublicKeyConverter.class,
            description = "The server's Ed25519 public key in hex")
    private PublicKey server;

    @Parameters(
            index = "1",
            paramLabel = "HOST:PORT",
            converter = SocketAddressConverter.class,
            description = "Where it listens")
    private InetSocketAddress address;

    @Option(
            names = "--message",
            paramLabel = "TEXT",
            description = "Send this instead of standard input")
    private Optional<String> message = Optional.empty();

    @Option(names = "--json", description = "Print one JSON object instead of what comes back")
    private boolean json;

    /// Takes what comes back.
    private interface Sink {
        void take(InputStream reply) throws IOException;
    }

    @SuppressWarnings("NullAway.Init") // picocli sets what has no default
    public ConnectCommand() {}

    @Override
    public Integer call() throws IOException {
        KeyPair keys = options.keys();
        long start = System.nanoTime();
        if (!json) {
            spec.commandLine().getErr().println("own key " + KeyName.of(keys.getPublic()));
            exchange(
                    keys,
                    start,
                    message.isPresent() ? this::printText : ConnectCommand::printBytes);
            return 0;
        }
        ConnectReport report = reportInAnyCase(keys, start);
        new JsonLines(spec.commandLine().getOut()).print(report);
        return report.ok() ? 0 : 1;
    }

    private ConnectReport reportInAnyCase(KeyPair keys, long start) {
        try {
            return exchange(
                    keys, start, reply -> reply.transferTo(OutputStream.nullOutputStream()));
        } catch (IOException e) {
            String own = KeyName.of(keys.getPublic());
            return ConnectReport.failed(own, Amount.secondsSince(start), Failure.of(e));
        }
    }

    private ConnectReport exchange(KeyPair keys, long start, Sink sink) throws IOException {
        try (Recording recording = qlog.begin();
                Endpoint endpoint = Endpoint.bind(config(keys, recording));
                Connection connection = endpoint.connect(address, address.getHostString());
                BiStream stream = connection.openBi()) {
            Future<Long> sending = Together.start(() -> Relay.all(input(), stream.send()));
            MessageDigest digest = Sha256.newDigest();
            sink.take(new DigestInputStream(stream.recv(), digest));
            if (sending.isDone()) { // a server may say all it has to say before our end
                Together.result(sending);
            }
            return new ConnectReport(
                    true,
                    KeyName.of(keys.getPublic()),
                    connection
                            .peerIdentity()
                            .map(peer -> KeyName.of(peer.publicKey()))
                            .orElse(null),
                    stream.recv().bytesRead(),
                    HexFormat.of().formatHex(digest.digest()),
                    Amount.secondsSince(start),
                    null);
        }
    }

    private EndpointConfig config(KeyPair keys, Recording recording) {
        ClientConfig client =
                ClientConfig.builder(tls(keys))
                        .transport(recording.apply(candidates.look(timeout.builder())).build())
                        .build();
        return EndpointConfig.client(client);
    }

    private TlsClientConfig tls(KeyPair keys) {
        return TlsClientConfig.builder()
                .alpn(options.protocol())
                .rawKey(keys)
                .verifyKeys(new OnlyKeys(Set.of(server)))
                .build();
    }

    private InputStream input() {
        return message.<InputStream>map(
                        text -> new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)))
                .orElse(System.in);
    }

    private void printText(InputStream reply) throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        new InputStreamReader(reply, StandardCharsets.UTF_8).transferTo(out);
        out.println();
        out.flush();
    }

    /// As they came, which a writer of text would not leave them.
    private static void printBytes(InputStream reply) throws IOException {
        reply.transferTo(System.out);
        System.out.flush();
    }
}
