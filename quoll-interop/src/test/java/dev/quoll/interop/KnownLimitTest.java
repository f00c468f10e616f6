package dev.quoll.interop;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class KnownLimitTest {
    private static final Trial KWIK = new Trial(Peer.KWIK, Role.SERVER, Case.CHAIN_ED25519);
    private static final Verdict KNOWN =
            new Verdict.Failed("client failed: PeerTransportClose 296 (handshake_failure)");

    @Test
    void aFailureWithTheKnownSignIsALimitOfThePeer() {
        assertThat(KnownLimit.excuse(KWIK, KNOWN))
                .isEqualTo(new Verdict.Unsupported("agent15's client does not offer ed25519"));
    }

    @Test
    void anotherFailureOfTheSameTrialStands() {
        Verdict other = new Verdict.Failed("server reported no end of the connection");

        assertThat(KnownLimit.excuse(KWIK, other)).isEqualTo(other);
    }

    @Test
    void theSameFailureOfAnotherTrialStands() {
        assertThat(KnownLimit.excuse(new Trial(Peer.QUINN, KWIK.role(), KWIK.test()), KNOWN))
                .isEqualTo(KNOWN);
        assertThat(KnownLimit.excuse(new Trial(KWIK.peer(), Role.CLIENT, KWIK.test()), KNOWN))
                .isEqualTo(KNOWN);
    }

    @Test
    void aTrialThatPassesWithoutItsPointShowsNothing() {
        Trial trial = new Trial(Peer.KWIK, Role.SERVER, Case.HRR_P256);
        Verdict failed = new Verdict.Failed("why");

        assertThat(KnownLimit.excuse(trial, new Verdict.Passed("")))
                .isInstanceOf(Verdict.Unsupported.class);
        assertThat(KnownLimit.excuse(trial, failed)).isEqualTo(failed);
    }

    @Test
    void silenceIsThePeersOnlyIfOthersMeetItToo() {
        Trial trial = new Trial(Peer.NETTY, Role.CLIENT, Case.REBIND_PORT);
        Verdict silence = new Verdict.Stalled("client failed: TimedOut (idle)");
        KnownLimit limit = KnownLimit.toBeCompared(trial, silence).orElseThrow();

        assertThat(KnownLimit.excuse(trial, silence)).isEqualTo(silence);
        assertThat(limit.compared(silence, Peer.NETTY, silence))
                .isInstanceOf(Verdict.Unsupported.class);
        assertThat(limit.compared(silence, Peer.NETTY, new Verdict.Passed(""))).isEqualTo(silence);
        assertThat(limit.compared(silence, Peer.NETTY, new Verdict.Failed("other")))
                .isEqualTo(silence);
        assertThat(KnownLimit.toBeCompared(trial, new Verdict.Failed("other"))).isEmpty();
        assertThat(KnownLimit.toBeCompared(KWIK, silence)).isEmpty();
    }

    @Test
    void whatPassesPasses() {
        Verdict passed = new Verdict.Passed("");

        assertThat(KnownLimit.excuse(KWIK, passed)).isEqualTo(passed);
    }
}
