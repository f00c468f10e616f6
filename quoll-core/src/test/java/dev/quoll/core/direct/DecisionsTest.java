package dev.quoll.core.direct;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quoll.core.connection.PathHealth;
import dev.quoll.core.connection.PathView;
import dev.quoll.core.event.PathStatus;
import dev.quoll.core.id.PathId;
import dev.quoll.core.id.Side;

import org.junit.jupiter.api.Test;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What is done about a connection whose paths come and go.
class DecisionsTest {
    private static final long SECOND = 1_000_000_000;
    private static final InetSocketAddress RELAY = new InetSocketAddress("192.0.2.53", 7842);
    private static final InetSocketAddress HERE = new InetSocketAddress("198.51.100.1", 1);
    private static final InetSocketAddress THERE = new InetSocketAddress("203.0.113.1", 1);
    private static final InetSocketAddress ELSEWHERE = new InetSocketAddress("203.0.113.2", 2);
    private static final PathId DIRECT = new PathId(1);
    private static final PathId OTHER = new PathId(2);
    private static final Step ROUND = new Step.BeginRound();

    private final Decisions client = new Decisions(Side.CLIENT, DirectPathsConfig.DEFAULT);
    private final List<PathView> paths = new ArrayList<>();
    private List<InetSocketAddress> named = List.of();
    private List<InetSocketAddress> remote = List.of();

    private static PathView path(PathId id, InetSocketAddress to, PathHealth health) {
        return new PathView(id, to, health, PathStatus.BACKUP, 20_000_000, Optional.empty());
    }

    private static PathView relayed(PathStatus status) {
        return new PathView(
                PathId.ZERO, RELAY, PathHealth.WORKING, status, 50_000_000, Optional.empty());
    }

    private List<Step> decide(Decisions by, long nowNanos) {
        List<Step> steps = by.decide(new Situation(paths, named, 8, remote), nowNanos);
        if (steps.contains(ROUND)) {
            by.onRoundBegun(nowNanos);
        }
        return steps;
    }

    private void onRelay() {
        paths.add(relayed(PathStatus.AVAILABLE));
        decide(client, 0);
    }

    @Test
    void whatIsKnownIsNamedAndARoundBeginsWhenBothSidesHave() {
        onRelay();
        client.own().onPresent(List.of(HERE));
        assertThat(decide(client, 0)).containsExactly(new Step.Name(HERE));
        named = List.of(HERE);
        remote = List.of(THERE);
        assertThat(decide(client, 0)).isEmpty();

        assertThat(client.deadlineNanos()).isEqualTo(Decisions.SETTLE_NANOS);
        assertThat(decide(client, Decisions.SETTLE_NANOS)).containsExactly(ROUND);
    }

    @Test
    void aServerThatNamesNothingIsWaitedForNoLonger() {
        waitForAServerInVain();
    }

    private void waitForAServerInVain() {
        onRelay();
        named = List.of(HERE);
        decide(client, 0);

        assertThat(client.deadlineNanos()).isEqualTo(Decisions.PATIENCE_NANOS);
        assertThat(decide(client, Decisions.PATIENCE_NANOS)).containsExactly(ROUND);
    }

    @Test
    void aServerThatNamesItsAddressesTooLateIsNotMadeToWaitForThat() {
        waitForAServerInVain();
        remote = List.of(THERE);
        decide(client, SECOND + 1);

        long settled = SECOND + 1 + Decisions.SETTLE_NANOS;
        assertThat(client.deadlineNanos()).isEqualTo(settled);
        assertThat(decide(client, settled)).containsExactly(ROUND);
    }

    @Test
    void aServerBeginsNoRoundAndChoosesNothing() {
        Decisions server = new Decisions(Side.SERVER, DirectPathsConfig.DEFAULT);
        paths.add(relayed(PathStatus.AVAILABLE));
        paths.add(path(DIRECT, THERE, PathHealth.WORKING));
        server.own().onPresent(List.of(HERE));

        assertThat(decide(server, 0))
                .containsExactlyInAnyOrder(
                        new Step.Name(HERE),
                        new Step.Tend(PathId.ZERO, 5 * SECOND, 30 * SECOND),
                        new Step.Tend(DIRECT, 5 * SECOND, 15 * SECOND));
        assertThat(server.deadlineNanos()).isEqualTo(Decisions.NEVER);
    }

    @Test
    void aProvedDirectPathIsUsedAndTheRelayedOneHeldReady() {
        onRelay();
        paths.add(path(DIRECT, THERE, PathHealth.TRIED));
        assertThat(decide(client, 0)).isEmpty();

        paths.set(1, path(DIRECT, THERE, PathHealth.WORKING));
        assertThat(decide(client, 0))
                .containsExactlyInAnyOrder(
                        new Step.Tend(DIRECT, 5 * SECOND, 15 * SECOND),
                        new Step.Use(DIRECT, PathStatus.AVAILABLE),
                        new Step.Use(PathId.ZERO, PathStatus.BACKUP));
    }

    @Test
    void aSecondDirectPathIsClosedByAndBy() {
        onRelay();
        paths.add(path(DIRECT, THERE, PathHealth.WORKING));
        decide(client, 0);
        paths.add(path(OTHER, ELSEWHERE, PathHealth.WORKING));
        assertThat(decide(client, 0)).doesNotContain(new Step.Close(OTHER));

        assertThat(client.deadlineNanos()).isEqualTo(PathChoice.TRIAL_NANOS);
        assertThat(decide(client, PathChoice.TRIAL_NANOS)).contains(new Step.Close(OTHER));
    }

    @Test
    void withoutARelayTheSecondDirectPathStays() {
        remote = List.of(RELAY); // it is the server itself
        paths.add(relayed(PathStatus.AVAILABLE));
        paths.add(path(DIRECT, THERE, PathHealth.WORKING));
        paths.add(path(OTHER, ELSEWHERE, PathHealth.WORKING));
        decide(client, 0);

        assertThat(decide(client, 10 * SECOND))
                .filteredOn(Step.Close.class::isInstance)
                .containsExactly(new Step.Close(PathId.ZERO)); // the slowest of three
    }

    @Test
    void pathsOfTheApplicationAreLeftAlone() {
        onRelay();
        client.onOthersPath(DIRECT);
        paths.add(path(DIRECT, THERE, PathHealth.WORKING));
        paths.add(path(OTHER, ELSEWHERE, PathHealth.WORKING));
        decide(client, 0);

        assertThat(decide(client, 10 * SECOND))
                .doesNotContain(new Step.Close(DIRECT))
                .doesNotContain(new Step.Use(DIRECT, PathStatus.AVAILABLE))
                .contains(new Step.Use(OTHER, PathStatus.AVAILABLE));
    }

    @Test
    void aPathThatIsSilentForLongIsNotCountedOnAndANewRoundBegins() {
        onRelay();
        paths.set(0, relayed(PathStatus.BACKUP));
        paths.add(path(DIRECT, THERE, PathHealth.WORKING));
        decide(client, 0);
        paths.set(1, path(DIRECT, THERE, PathHealth.SILENT));
        assertThat(decide(client, 7 * SECOND))
                .doesNotContain(new Step.Use(PathId.ZERO, PathStatus.AVAILABLE));

        assertThat(client.deadlineNanos()).isEqualTo(7 * SECOND + Silences.DEAD_NANOS);
        assertThat(decide(client, client.deadlineNanos()))
                .contains(new Step.Use(PathId.ZERO, PathStatus.AVAILABLE), ROUND);
    }

    @Test
    void aShortSilenceChangesNothing() {
        onRelay();
        paths.add(path(DIRECT, THERE, PathHealth.SILENT));
        decide(client, 0);
        paths.set(1, path(DIRECT, THERE, PathHealth.WORKING));
        decide(client, SECOND);

        paths.set(1, path(DIRECT, THERE, PathHealth.SILENT));
        assertThat(decide(client, 3 * SECOND)).contains(new Step.Use(DIRECT, PathStatus.AVAILABLE));
    }

    @Test
    void theRelayedPathIsOpenedAgainWhenItIsLost() {
        onRelay();
        paths.set(0, path(DIRECT, THERE, PathHealth.WORKING));
        Step again = new Step.OpenRelayed(RELAY);
        List<Long> times = new ArrayList<>();
        for (long now = 0; now <= 200 * SECOND; now += SECOND) {
            if (decide(client, now).contains(again)) {
                times.add(now / SECOND);
                decide(client, now); // it has failed
            }
        }
        assertThat(times).containsExactly(0L, 5L, 15L, 35L, 75L, 135L, 195L);
    }

    /// A connection without a path that works has half a minute.
    @Test
    void theRelayedPathIsOpenedSoonIfNothingElseWorks() {
        onRelay();
        Step again = new Step.OpenRelayed(RELAY);
        paths.set(0, path(DIRECT, THERE, PathHealth.WORKING));
        for (long now = 0; now <= 100 * SECOND; now += SECOND) {
            decide(client, now);
            decide(client, now);
        }
        paths.set(0, path(DIRECT, THERE, PathHealth.SILENT));
        decide(client, 101 * SECOND);

        List<Long> times = new ArrayList<>();
        for (long now = 102 * SECOND; now <= 115 * SECOND; now += SECOND) {
            if (decide(client, now).contains(again)) {
                times.add(now / SECOND);
                decide(client, now); // it has failed
            }
        }
        assertThat(times).containsExactly(103L, 108L, 113L);
    }

    @Test
    void theRelayedPathThatTheApplicationClosedIsNot() {
        onRelay();
        paths.add(path(DIRECT, THERE, PathHealth.WORKING));
        decide(client, 0);
        client.onClosedByApplication(PathId.ZERO);
        paths.removeFirst();

        assertThat(decide(client, 10 * SECOND)).doesNotContain(new Step.OpenRelayed(RELAY));
    }

    @Test
    void whereTheServerSaysItIsNothingIsRelayed() {
        remote = List.of(THERE, RELAY);
        onRelay();
        PathView zero = paths.getFirst();
        assertThat(client.isRelayed(zero, List.of(THERE))).isTrue();
        assertThat(client.isRelayed(zero, remote)).isFalse();
    }

    @Test
    void theOwnerKnowsBetterWhatIsRelayed() {
        DirectPathsConfig told = DirectPathsConfig.DEFAULT.withRelayed(THERE::equals);
        Decisions decisions = new Decisions(Side.CLIENT, told);
        paths.add(relayed(PathStatus.AVAILABLE));
        decide(decisions, 0);

        assertThat(decisions.isRelayed(paths.getFirst(), List.of())).isFalse();
        assertThat(decisions.isRelayed(path(DIRECT, THERE, PathHealth.WORKING), List.of(THERE)))
                .isTrue();
    }

    @Test
    void aNewNetworkIsARoundWorth() {
        onRelay();
        paths.add(path(DIRECT, THERE, PathHealth.WORKING));
        decide(client, 0);
        assertThat(decide(client, 100 * SECOND)).doesNotContain(ROUND);

        client.onNetworkChanged(100 * SECOND);
        assertThat(decide(client, 101 * SECOND)).contains(ROUND);
    }
}
