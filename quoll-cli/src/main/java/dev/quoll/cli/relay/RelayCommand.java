package dev.quoll.cli.relay;

import dev.quoll.cli.option.KeyOption;
import dev.quoll.cli.option.ListenOption;
import dev.quoll.cli.option.PublicKeyConverter;
import dev.quoll.cli.report.HostAndPort;
import dev.quoll.cli.thread.UntilStopped;
import dev.quoll.relay.PeerKey;
import dev.quoll.relay.server.Relay;
import dev.quoll.relay.server.RelayConfig;
import dev.quoll.relay.server.RelayLimits;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.PrintWriter;
import java.security.KeyPair;
import java.security.PublicKey;
import java.util.List;
import java.util.concurrent.Callable;

/// `quoll relay`: a relay that peers find by its key.
@Command(
        name = "relay",
        description = {
            "Carries the packets of peers that cannot reach each other, until it is stopped.",
            "Peers register under their raw public keys. What they send each other it cannot read."
        })
public final class RelayCommand implements Callable<Integer> {
    @Spec private CommandSpec spec;
    @Mixin private final ListenOption listen = new ListenOption();
    @Mixin private final KeyOption key = new KeyOption();

    @Option(
            names = "--allow",
            paramLabel = "KEY",
            arity = "1..*",
            converter = PublicKeyConverter.class,
            description = "The only peers to serve. Without it: any")
    private List<PublicKey> allowed = List.of();

    @Option(
            names = "--max-peers",
            paramLabel = "N",
            defaultValue = "4096",
            description = "Peers at a time; more are refused. Default: ${DEFAULT-VALUE}")
    private int maxPeers;

    @Option(
            names = "--packets-per-second",
            paramLabel = "N",
            defaultValue = "12500",
            description = "Packets passed on for each peer. Default: ${DEFAULT-VALUE}")
    private long packetsPerSecond;

    @Option(
            names = "--bytes-per-second",
            paramLabel = "N",
            defaultValue = "12500000",
            description = "Bytes of packets passed on for each peer. Default: ${DEFAULT-VALUE}")
    private long bytesPerSecond;

    @Option(names = "--json", description = "Print a JSON object for each event")
    private boolean json;

    @SuppressWarnings("NullAway.Init") // picocli sets `spec`
    public RelayCommand() {}

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        RelayLog log = json ? RelayLog.json(out) : RelayLog.text(out);
        KeyPair keys = key.keys();
        RelayConfig.Builder config =
                RelayConfig.builder(listen.address(), keys).limits(limits()).observer(log);
        if (!allowed.isEmpty()) {
            config.allow(allowed.stream().map(PeerKey::of).toList());
        }
        UntilStopped.run(() -> serve(config.build(), log));
        return 0;
    }

    private void serve(RelayConfig config, RelayLog log) throws IOException {
        try (Relay relay = Relay.open(config)) {
            log.listening(HostAndPort.of(relay.localAddress()), relay.key());
            try {
                relay.serve();
            } catch (InterruptedIOException e) {
                Thread.interrupted(); // asked to stop
            }
            log.stopped(relay.counts());
        }
    }

    private RelayLimits limits() {
        try {
            return RelayLimits.builder()
                    .maxPeers(maxPeers)
                    .packetsPerSecond(packetsPerSecond)
                    .bytesPerSecond(bytesPerSecond)
                    .build();
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }
}
