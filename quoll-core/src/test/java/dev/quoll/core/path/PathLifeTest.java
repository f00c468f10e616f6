package dev.quoll.core.path;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// When a path ends, and whether it may be gone already.
class PathLifeTest {
    private final PathLife life = new PathLife(PathLife.State.OPEN, 500, 200, 1_000);

    @Test
    void silenceEndsAPathAfterThreeProbeTimeoutsAtLeast() {
        assertThat(life.idleDeadlineNanos(10)).isEqualTo(1_500);
        assertThat(life.idleDeadlineNanos(300)).isEqualTo(1_900);

        life.onHeard(1_200);
        assertThat(life.idleDeadlineNanos(10)).isEqualTo(1_700);
        assertThat(life.heardNanos()).isEqualTo(1_200);
    }

    @Test
    void silenceThatIsExcusedDoesNotEndAPathButThatAfterwardsDoes() {
        life.excuseUntil(1_600);
        assertThat(life.idleDeadlineNanos(10)).isEqualTo(1_600);

        life.onHeard(1_300);
        assertThat(life.idleDeadlineNanos(10)).isEqualTo(1_800);
    }

    @Test
    void silenceIsBrokenFromTheLastPacketOrQuestionOn() {
        assertThat(life.keepAliveDeadlineNanos()).isEqualTo(1_200);

        life.onAsked(1_100);
        assertThat(life.keepAliveDeadlineNanos()).isEqualTo(1_300);
        life.onHeard(1_250);
        assertThat(life.keepAliveDeadlineNanos()).isEqualTo(1_450);
    }

    @Test
    void aPathWithoutTimeoutsHasNoDeadline() {
        life.setIdleNanos(PathLife.NEVER);
        life.setKeepAliveNanos(PathLife.NEVER);

        assertThat(life.idleDeadlineNanos(10)).isEqualTo(PathLife.NEVER);
        assertThat(life.keepAliveDeadlineNanos()).isEqualTo(PathLife.NEVER);
    }

    @Test
    void aPathIsSuspectUntilSomethingThatWasSentSinceArrives() {
        life.suspect(1_100);
        life.suspect(1_200);
        life.onAnswer(1_099);
        assertThat(life.isSuspect()).isTrue();

        life.onAnswer(1_100);
        assertThat(life.isSuspect()).isFalse();
    }

    @Test
    void aPathThatAcknowledgmentsComeOverIsNotSuspect() {
        life.suspect(1_100);
        life.onWorking();

        assertThat(life.isSuspect()).isFalse();
    }
}
