package dev.quoll.interop;

import dev.quoll.interop.relay.Link;

import java.time.Duration;

/// A row of the table, in the order of the table: its name, and what it asks for.
enum Case {
    HANDSHAKE("handshake", Setup.of(Work.handshake())),
    RSA("handshake-rsa", Setup.of(Work.handshake()).with(Leaf.RSA)),
    DOWN_0("down-0", Setup.of(Work.down(0))),
    DOWN_1("down-1", Setup.of(Work.down(1))),
    DOWN_1M("down-1m", Setup.of(Work.down(1_000_000))),
    DOWN_100M("down-100m", Setup.of(Work.down(100_000_000))),
    UP_0("up-0", Setup.of(Work.up(0))),
    UP_1("up-1", Setup.of(Work.up(1))),
    UP_1M("up-1m", Setup.of(Work.up(1_000_000))),
    UP_100M("up-100m", Setup.of(Work.up(100_000_000))),
    ECHO_1M("echo-1m", Setup.of(Work.echo(1_000_000))),
    STREAMS("streams-100x10k", Setup.of(Work.streams(100, 10_000))),
    CHACHA20(
            "chacha20",
            Setup.of(Work.echo(1_000_000)).withOurCipher("TLS_CHACHA20_POLY1305_SHA256")),
    REFUSED("cert-refused", Setup.of(Work.handshake()).with(Ending.CLIENT_REFUSES)),
    CHAIN_ECDSA("chain-ecdsa", Setup.of(Work.handshake()).with(Leaf.ECDSA_CHAIN)),
    CHAIN_RSA("chain-rsa", Setup.of(Work.handshake()).with(Leaf.RSA_CHAIN)),
    CHAIN_ED25519("chain-ed25519", Setup.of(Work.handshake()).with(Leaf.ED25519_CHAIN)),
    CLIENT_AUTH("client-auth", Setup.of(Work.echo(10_000)).with(ClientCertificate.TRUSTED)),
    CLIENT_AUTH_ABSENT(
            "client-auth-absent",
            Setup.of(Work.echo(1)).with(ClientCertificate.ABSENT).with(Ending.SERVER_REFUSES)),
    CLIENT_AUTH_STRANGER(
            "client-auth-stranger",
            Setup.of(Work.echo(1)).with(ClientCertificate.STRANGER).with(Ending.SERVER_REFUSES)),
    HRR_P256("hrr-p256", Setup.of(Work.echo(10_000)).withServerGroup("secp256r1")),
    HRR_P384("hrr-p384", Setup.of(Work.echo(10_000)).withServerGroup("secp384r1")),
    RESUMPTION("resumption", Setup.of(Work.echo(10_000)).with(Visits.RESUMED)),
    EARLY_DATA("0rtt", Setup.of(Work.echo(10_000)).with(Visits.EARLY)),
    EARLY_DATA_REJECTED(
            "0rtt-rejected", Setup.of(Work.echo(10_000)).with(Visits.EARLY_TO_A_STRANGER)),
    NET_HANDSHAKE("net-handshake", over(Links.USUAL, Work.down(1000))),
    NET_TRANSFER("net-transfer", over(Links.USUAL, Work.streams(3, 1_000_000))),
    LONG_RTT(
            "longrtt",
            Setup.of(Work.down(1000)).over(Network.over(Links.LONG, Proof.REPEATED_FIRST_FLIGHT))),
    MULTIPLEXING("multiplexing", over(Links.USUAL, Work.streams(1999, 32))),
    RETRY(
            "retry",
            Setup.of(Work.down(1000))
                    .over(Network.over(Links.USUAL, Proof.RETRY))
                    .with(Feature.RETRY)),
    VERSION_2(
            "v2",
            Setup.of(Work.down(1000))
                    .over(Network.over(Links.USUAL, Proof.VERSION_2))
                    .with(Feature.VERSION_2)),
    IPV6("ipv6", Setup.of(Work.down(100_000)).over(Network.DIRECT.overIpv6())),
    KEY_UPDATE("keyupdate", over(Links.USUAL, Work.down(3_000_000)).with(Feature.KEY_UPDATE)),
    ECN("ecn", Setup.of(Work.down(1_000_000))),
    BLACKHOLE(
            "blackhole",
            Setup.of(Work.down(10_000_000))
                    .over(Network.over(Links.SHUT_AT_TIMES, Proof.LOSS))
                    .with(Ending.PLAIN_UNHEARD)),
    AMPLIFICATION(
            "amplificationlimit",
            Setup.of(Work.down(5000))
                    .with(Leaf.LONG_CHAIN)
                    .over(Network.over(Links.WITHOUT_SECOND_FLIGHT, Proof.LIMITED_AMPLIFICATION))),
    HANDSHAKE_LOSS("handshakeloss", many(Links.LOSING_MUCH, Proof.LOSS)),
    TRANSFER_LOSS("transferloss", lossy(Links.LOSING_SOME, Proof.LOSS)),
    HANDSHAKE_CORRUPTION("handshakecorruption", many(Links.CORRUPTING_MUCH, Proof.DAMAGE)),
    TRANSFER_CORRUPTION("transfercorruption", lossy(Links.CORRUPTING_SOME, Proof.DAMAGE)),
    REORDERING("reordering", lossy(Links.REORDERING, Proof.NOTHING)),
    REBIND_PORT("rebind-port", rebound(Links.ANOTHER_PORT)),
    REBIND_ADDRESS("rebind-addr", rebound(Links.ANOTHER_ADDRESS)),
    MIGRATION(
            "connectionmigration", over(Links.USUAL, Work.down(2_000_000)).with(Feature.MIGRATION)),
    PREFERRED_ADDRESS(
            "preferred-address",
            Setup.of(Work.down(2_000_000))
                    .over(Network.over(Links.USUAL, Proof.PREFERRED_ADDRESS))
                    .with(Feature.PREFERRED_ADDRESS)),
    GOODPUT("goodput", over(Links.USUAL, Work.down(10_000_000))),
    CROSS_TRAFFIC(
            "crosstraffic",
            Setup.of(Work.down(25_000_000))
                    .over(Network.over(Links.USUAL, Proof.NOTHING).with(Network.Beside.TCP)));

    private static final long BULK = 10_000_000;
    private static final int MANY = 50;

    private final String label;

    @SuppressWarnings("ImmutableEnumChecker") // a record of immutable values
    private final Setup setup;

    Case(String label, Setup setup) {
        this.label = label;
        this.setup = setup;
    }

    private static Setup over(Link link, Work work) {
        return Setup.of(work).over(Network.over(link, Proof.NOTHING));
    }

    private static Setup lossy(Link link, Proof proof) {
        return Setup.of(Work.down(2_000_000))
                .over(Network.over(link, proof))
                .with(Ending.PLAIN_UNHEARD);
    }

    private static Setup many(Link link, Proof proof) {
        return Setup.of(Work.down(1000))
                .over(Network.over(link, proof).withConnections(MANY))
                .with(Ending.PLAIN_UNHEARD);
    }

    private static Setup rebound(Link link) {
        return Setup.of(Work.down(10_000_000))
                .over(Network.over(link, Proof.REBINDING))
                .with(Ending.PLAIN_UNHEARD);
    }

    /// Whether it belongs to the second table, of networks and what QUIC does in them.
    boolean isOfNetworks() {
        return ordinal() >= NET_HANDSHAKE.ordinal();
    }

    /// Whether it is there for the rate, which is that of several runs.
    boolean isMeasured() {
        return this == GOODPUT || this == CROSS_TRAFFIC;
    }

    String label() {
        return label;
    }

    Setup setup() {
        return setup;
    }

    Work work() {
        return setup.work();
    }

    /// How long the client may take; generous, as slow machines and peers are not what is tested.
    Duration limit() {
        return work().bytes() >= BULK || isOfNetworks()
                ? Duration.ofMinutes(3)
                : Duration.ofSeconds(45);
    }

    @Override
    public String toString() {
        return label;
    }
}
