package dev.quoll.cli.punch;

import dev.quoll.Connection;
import dev.quoll.cli.identity.KeyName;
import dev.quoll.cli.option.ConnectTimeout;
import dev.quoll.cli.option.KeyOption;
import dev.quoll.cli.option.PublicKeyConverter;
import dev.quoll.cli.option.RelayAddress;
import dev.quoll.cli.option.RelayAddressConverter;
import dev.quoll.cli.option.SecondsConverter;
import dev.quoll.cli.report.Failure;
import dev.quoll.cli.report.HostAndPort;
import dev.quoll.config.NatTraversalPolicy;
import dev.quoll.config.TransportConfig;
import dev.quoll.core.id.Side;
import dev.quoll.core.spi.PeerIdentity;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.PublicKey;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;

/// `quoll punch`: one of two peers that meet at a relay and look for a direct path.
@Command(
        name = "punch",
        description = {
            "Meets a peer at a relay, and looks for a direct path to it through NATs.",
            "One peer waits, the other names it with --peer. Both know each other by raw public"
                    + " keys; each may send a file."
        })
public final class PunchCommand implements Callable<Integer> {
    private static final Duration LAST_WORDS = Duration.ofSeconds(5);

    @Spec private CommandSpec spec;
    @Mixin private final KeyOption key = new KeyOption();
    @Mixin private final ConnectTimeout timeout = new ConnectTimeout();

    @Option(
            names = "--relay",
            required = true,
            paramLabel = "HOST:PORT#KEY",
            converter = RelayAddressConverter.class,
            description = "The relay: where it listens, and its Ed25519 public key in hex")
    private RelayAddress relay;

    @Option(
            names = "--peer",
            paramLabel = "KEY",
            converter = PublicKeyConverter.class,
            description = "Connect to the peer with this key. Without it: wait for one")
    private Optional<PublicKey> peer = Optional.empty();

    @Option(
            names = "--allow",
            paramLabel = "KEY",
            arity = "1..*",
            converter = PublicKeyConverter.class,
            description = "The only peers to wait for. Without it: any, known by the key it has")
    private List<PublicKey> allowed = List.of();

    @Option(names = "--send", paramLabel = "FILE", description = "A file for the peer")
    private Optional<Path> file = Optional.empty();

    @Option(
            names = "--receive",
            paramLabel = "DIR",
            description = "Where a file of the peer goes. Without it: nowhere, it is only checked")
    private Optional<Path> folder = Optional.empty();

    @Option(
            names = "--require-direct",
            paramLabel = "SECONDS",
            converter = SecondsConverter.class,
            description = "Fail if no direct path is found in this time, and stay until one is")
    private Optional<Duration> patience = Optional.empty();

    @Option(names = "--json", description = "Print a JSON object for each event")
    private boolean json;

    @SuppressWarnings("NullAway.Init") // picocli sets what has no default
    public PunchCommand() {}

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        PunchLog log = json ? PunchLog.json(out) : PunchLog.text(out);
        KeyPair keys = key.keys();
        PunchReport report = meet(keys, log);
        log.done(report);
        return report.ok() ? 0 : 1;
    }

    private PunchReport meet(KeyPair keys, PunchLog log) {
        String own = KeyName.of(keys.getPublic());
        Rounds rounds = new Rounds();
        try (Meeting meeting = Meeting.at(relay, keys, Set.copyOf(allowed), transport(rounds))) {
            log.registered(HostAndPort.of(relay.address()), own);
            try (Connection connection =
                    peer.isPresent() ? meeting.connect(peer.get()) : meeting.await()) {
                return exchange(connection, own, rounds, log);
            }
        } catch (IOException e) {
            return PunchReport.failed(own, Failure.of(e));
        }
    }

    private TransportConfig transport(Rounds rounds) {
        return timeout.builder()
                .natTraversalPolicy(NatTraversalPolicy.DEFAULT)
                .observers(rounds)
                .build();
    }

    private PunchReport exchange(Connection connection, String own, Rounds rounds, PunchLog log) {
        String other =
                connection.peerIdentity().map(PeerIdentity::publicKey).map(KeyName::of).orElse("");
        log.connected(other);
        PathWatch watch = PathWatch.start(connection, Meeting::isRelayed, rounds, log);
        Exchange exchange = new Exchange(connection);
        @Nullable Failure failure = null;
        try {
            exchange.run(file, folder, () -> awaitDirect(watch));
        } catch (IOException e) {
            failure = Failure.of(e);
        }
        PunchReport report =
                new PunchReport(
                        "done",
                        failure == null,
                        own,
                        other,
                        watch.isDirect(),
                        watch.secondsToDirect().orElse(null),
                        exchange.sent().orElse(null),
                        exchange.received().orElse(null),
                        watch.report(),
                        watch.seconds(),
                        failure);
        end(connection);
        return report;
    }

    private void awaitDirect(PathWatch watch) throws IOException {
        if (patience.isPresent()) {
            watch.awaitDirect(patience.get());
        }
    }

    /// The client ends the connection when all it said has arrived, and the server waits for that.
    private static void end(Connection connection) {
        try {
            if (connection.side() == Side.CLIENT) {
                var _ = connection.closeGracefully(0, new byte[0], LAST_WORDS);
            } else {
                var _ = connection.awaitClosed(LAST_WORDS);
            }
        } catch (IOException e) {
            // it takes too long, or is over already
        }
    }
}
