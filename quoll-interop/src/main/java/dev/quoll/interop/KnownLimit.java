package dev.quoll.interop;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Something that a peer cannot do and does not say, as captures showed. The trial is run all the
/// same, and must fail by this very sign; else its verdict stands. *Immutable*.
///
/// @param role ours
/// @param sign a part of the reason of the failure
/// @param reason for the table
record KnownLimit(Peer peer, Role role, Case test, String sign, String reason) {
    /// CRYPTO_ERROR of handshake_failure.
    private static final String ALERT_40 = "PeerTransportClose 296";

    private static final String NO_ECN = "does not know that ECN marks arrive";
    private static final String SILENT = "client failed: TimedOut";
    private static final String NETTY_IS_SILENT =
            "not by the peer: its server falls silent after some rebindings";
    private static final String KWIK_IS_SILENT =
            "not by the peer: its server falls silent when the client moves";
    private static final String NETTY_LETS_HANDSHAKES_GO =
            "not by the peer: its server leaves a handshake of many unanswered";
    private static final String NETTY_FLOODS =
            "netty's client sends Handshake packets without end, thousands a second";
    private static final String STAYED = "no proof of PREFERRED_ADDRESS";
    private static final String NO_VERSION_2 = "no proof of VERSION_2";

    private static final List<KnownLimit> ALL =
            List.of(
                    new KnownLimit(
                            Peer.NETTY,
                            Role.SERVER,
                            Case.MULTIPLEXING,
                            "QUICHE_ERR_STREAM_LIMIT",
                            "netty's client does not wait for leave to open streams"),
                    new KnownLimit(
                            Peer.NETTY,
                            Role.CLIENT,
                            Case.ECN,
                            NO_ECN,
                            "netty's socket does not read marks"),
                    new KnownLimit(
                            Peer.NETTY,
                            Role.SERVER,
                            Case.ECN,
                            NO_ECN,
                            "netty's socket does not read marks"),
                    new KnownLimit(
                            Peer.KWIK,
                            Role.CLIENT,
                            Case.ECN,
                            NO_ECN,
                            "a socket of the JDK does not read marks"),
                    new KnownLimit(
                            Peer.KWIK,
                            Role.SERVER,
                            Case.ECN,
                            NO_ECN,
                            "a socket of the JDK does not read marks"),
                    new KnownLimit(
                            Peer.QUINN,
                            Role.CLIENT,
                            Case.PREFERRED_ADDRESS,
                            "CONNECTION_ID_LIMIT_ERROR",
                            "quinn's server leaves the ID of its preferred address out of the"
                                    + " count, and sends one above our limit"),
                    new KnownLimit(
                            Peer.NETTY,
                            Role.SERVER,
                            Case.HANDSHAKE_LOSS,
                            HandshakeFlood.SIGN,
                            NETTY_FLOODS),
                    new KnownLimit(
                            Peer.NETTY,
                            Role.SERVER,
                            Case.HANDSHAKE_CORRUPTION,
                            HandshakeFlood.SIGN,
                            NETTY_FLOODS),
                    new KnownLimit(
                            Peer.QUINN,
                            Role.SERVER,
                            Case.PREFERRED_ADDRESS,
                            STAYED,
                            "quinn's client does not go to a preferred address"),
                    new KnownLimit(
                            Peer.NETTY,
                            Role.SERVER,
                            Case.PREFERRED_ADDRESS,
                            STAYED,
                            "quiche's client does not go to a preferred address"),
                    new KnownLimit(
                            Peer.KWIK,
                            Role.SERVER,
                            Case.PREFERRED_ADDRESS,
                            STAYED,
                            "kwik's client does not go to a preferred address"),
                    new KnownLimit(
                            Peer.NETTY,
                            Role.CLIENT,
                            Case.VERSION_2,
                            NO_VERSION_2,
                            "quiche has no QUIC version 2"),
                    new KnownLimit(
                            Peer.QUINN,
                            Role.CLIENT,
                            Case.VERSION_2,
                            NO_VERSION_2,
                            "quinn has no QUIC version 2"),
                    new KnownLimit(
                            Peer.KWIK,
                            Role.SERVER,
                            Case.CHAIN_ED25519,
                            ALERT_40,
                            "agent15's client does not offer ed25519"),
                    new KnownLimit(
                            Peer.KWIK,
                            Role.SERVER,
                            Case.HRR_P384,
                            ALERT_40,
                            "agent15's client offers secp256r1 alone"),
                    new KnownLimit(
                            Peer.KWIK,
                            Role.SERVER,
                            Case.EARLY_DATA_REJECTED,
                            "StreamClosedException: Connection closed",
                            "kwik's sender ends by an exception where it sends rejected early data"
                                    + " again"));

    /// The same, but such a failure might be ours as well: the reason holds only if another client
    /// in our place fails alike, every time anew.
    private static final List<KnownLimit> TO_BE_COMPARED =
            List.of(
                    new KnownLimit(
                            Peer.NETTY, Role.CLIENT, Case.REBIND_PORT, SILENT, NETTY_IS_SILENT),
                    new KnownLimit(
                            Peer.NETTY, Role.CLIENT, Case.REBIND_ADDRESS, SILENT, NETTY_IS_SILENT),
                    new KnownLimit(
                            Peer.NETTY,
                            Role.CLIENT,
                            Case.HANDSHAKE_LOSS,
                            SILENT,
                            NETTY_LETS_HANDSHAKES_GO),
                    new KnownLimit(
                            Peer.NETTY,
                            Role.CLIENT,
                            Case.HANDSHAKE_CORRUPTION,
                            SILENT,
                            NETTY_LETS_HANDSHAKES_GO),
                    new KnownLimit(
                            Peer.KWIK, Role.CLIENT, Case.REBIND_PORT, SILENT, KWIK_IS_SILENT),
                    new KnownLimit(
                            Peer.KWIK, Role.CLIENT, Case.REBIND_ADDRESS, SILENT, KWIK_IS_SILENT),
                    new KnownLimit(Peer.KWIK, Role.CLIENT, Case.MIGRATION, SILENT, KWIK_IS_SILENT));

    /// Trials that pass without what their case is about.
    private static final Map<Trial, String> BESIDE_THE_POINT =
            Map.of(
                    new Trial(Peer.KWIK, Role.SERVER, Case.HRR_P256),
                    "agent15's client has its first share on secp256r1: nothing to retry");

    /// The verdict, or `unsupported` where the peer is known to fail like this.
    static Verdict excuse(Trial trial, Verdict verdict) {
        if (verdict instanceof Verdict.Passed && BESIDE_THE_POINT.containsKey(trial)) {
            return new Verdict.Unsupported(BESIDE_THE_POINT.get(trial));
        }
        return ALL.stream()
                .filter(limit -> limit.explains(trial, verdict))
                .findFirst()
                .<Verdict>map(limit -> new Verdict.Unsupported(limit.reason))
                .orElse(verdict);
    }

    /// What a failure would be put down to if another client failed alike; empty if it stands.
    static Optional<KnownLimit> toBeCompared(Trial trial, Verdict verdict) {
        return TO_BE_COMPARED.stream().filter(limit -> limit.explains(trial, verdict)).findFirst();
    }

    /// The verdict on such a failure, `unsupported` if the other client failed alike.
    ///
    /// @param other who was in our place
    /// @param others what became of that
    Verdict compared(Verdict verdict, Peer other, Verdict others) {
        return explains(new Trial(peer, role, test), others)
                ? new Verdict.Unsupported(reason + "; run with " + other + " in our place, alike")
                : verdict;
    }

    private boolean explains(Trial trial, Verdict verdict) {
        return verdict.isFailure()
                && trial.equals(new Trial(peer, role, test))
                && verdict.reason().contains(sign);
    }
}
