package dev.quoll.interop;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Optional;

class TableTest {
    private static final List<Outcome> OUTCOMES =
            List.of(
                    outcome(Peer.QUINN, Role.CLIENT, Case.HANDSHAKE, new Verdict.Passed("")),
                    outcome(Peer.QUINN, Role.SERVER, Case.UP_1, new Verdict.Failed("why")),
                    outcome(Peer.KWIK, Role.CLIENT, Case.UP_1, new Verdict.Unsupported("cannot")));

    @Test
    void aCaseIsALineAndAPeerInARoleAColumn() {
        assertThat(new Table(OUTCOMES).text().lines().map(line -> line.replaceAll(" +", " ")))
                .containsExactly(
                        " us -> quinn quinn -> us us -> kwik",
                        "handshake passed 0.2 s",
                        "up-1 FAILED 0.2 s unsupported 0.2 s",
                        "",
                        "quinn server up-1: FAILED: why (target/interop/quinn-server-up-1)",
                        "kwik client up-1: unsupported: cannot"
                                + " (target/interop/kwik-client-up-1)",
                        "",
                        "1 passed, 1 failed, 1 unsupported");
    }

    @Test
    void aMeasuredRateStandsInTheCell() {
        Outcome measured =
                outcome(
                        Peer.QUINN,
                        Role.CLIENT,
                        Case.GOODPUT,
                        new Verdict.Measured(
                                new Rates(List.of(9000L, 9100L)), Optional.of(Rates.of(5000))));

        assertThat(
                        new Table(List.of(measured))
                                .text()
                                .lines()
                                .map(line -> line.replaceAll(" +", " ")))
                .containsExactly(
                        " us -> quinn",
                        "goodput passed 9050 ± 71 kbit/s",
                        "",
                        "quinn client goodput: passed: 9050 ± 71 kbit/s: 9000, 9100; TCP"
                                + " beside it 5000 ± 0 kbit/s: 5000"
                                + " (target/interop/quinn-client-goodput)",
                        "",
                        "1 passed, 0 failed, 0 unsupported");
    }

    @Test
    void theJsonHasARowForEachTrial() {
        assertThat(new JsonTable(OUTCOMES).text())
                .contains("\"ok\" : false")
                .containsSubsequence("\"case\" : \"up-1\"", "\"verdict\" : \"failed\"", "why");
    }

    @Test
    void aCasePeersCannotDoIsNoFailure() {
        assertThat(new JsonTable(List.of(OUTCOMES.getFirst(), OUTCOMES.getLast())).text())
                .contains("\"ok\" : true");
    }

    private static Outcome outcome(Peer peer, Role role, Case test, Verdict verdict) {
        return new Outcome(new Trial(peer, role, test), verdict, 0.2);
    }
}
