package dev.quoll.cli.option;

import dev.quoll.config.NatTraversalPolicy;
import dev.quoll.config.TransportConfig;

import picocli.CommandLine.Option;

import java.net.InetSocketAddress;
import java.util.List;

/// Where this side may be reached besides, which offers NAT traversal to peers. *Confined*.
public final class CandidateOption {
    private static final int MAX_PEERS_ADDRESSES = 12;

    @Option(
            names = "--candidate",
            paramLabel = "HOST:PORT",
            converter = ReachableAddressConverter.class,
            description =
                    "Another address at which this side may be reached, named to peers that speak"
                            + " NAT traversal; may be given again")
    private List<InetSocketAddress> candidates = List.of();

    /// The addresses.
    public List<InetSocketAddress> addresses() {
        return List.copyOf(candidates);
    }

    /// Looks for direct paths if there are any, as a client does that has nothing else to do with
    /// paths; addresses of the machine's interfaces are named, too.
    public TransportConfig.Builder look(TransportConfig.Builder builder) {
        return candidates.isEmpty()
                ? builder
                : builder.natTraversalPolicy(
                        NatTraversalPolicy.builder().candidates(candidates).build());
    }

    /// Offers NAT traversal if there are any.
    public TransportConfig.Builder offer(TransportConfig.Builder builder) {
        return candidates.isEmpty()
                ? builder
                : builder.maxRemoteNatTraversalAddresses(MAX_PEERS_ADDRESSES);
    }
}
