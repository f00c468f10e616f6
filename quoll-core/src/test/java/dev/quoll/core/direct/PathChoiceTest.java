package dev.quoll.core.direct;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quoll.core.connection.PathHealth;
import dev.quoll.core.connection.PathView;
import dev.quoll.core.event.PathStatus;
import dev.quoll.core.id.PathId;

import org.junit.jupiter.api.Test;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;

/// Which direct path carries the data.
class PathChoiceTest {
    private static final long MILLI = 1_000_000;
    private static final long LATER = PathChoice.TRIAL_NANOS;

    private final PathChoice choice = new PathChoice();

    @Test
    void thereIsNoneAtFirst() {
        choice.look(List.of(), 0);
        assertThat(choice.chosen()).isEmpty();
        assertThat(choice.deadlineNanos(0)).isEqualTo(PathChoice.NEVER);
    }

    @Test
    void theFastestOfThoseThereIsChosenAtOnce() {
        choice.look(List.of(path(1, 40), path(2, 30)), 0);
        assertThat(choice.chosen()).contains(new PathId(2));
    }

    @Test
    void aFasterOneIsChosenWhenItWasMeasured() {
        choice.look(List.of(path(1, 40)), 0);
        List<PathView> both = List.of(path(1, 40), path(2, 20));
        choice.look(both, MILLI);
        assertThat(choice.chosen()).contains(new PathId(1));
        assertThat(choice.deadlineNanos(MILLI)).isEqualTo(MILLI + LATER);

        choice.look(both, MILLI + LATER);
        assertThat(choice.chosen()).contains(new PathId(2));
    }

    @Test
    void aLittleFasterIsNotEnough() {
        for (int rtt : new int[] {31, 38, 40, 50}) {
            PathChoice steady = new PathChoice();
            steady.look(List.of(path(1, 40)), 0);
            List<PathView> both = List.of(path(1, 40), path(2, rtt));
            steady.look(both, 0);
            steady.look(both, LATER);
            assertThat(steady.chosen()).contains(new PathId(1));
        }
    }

    @Test
    void onFastPathsMillisecondsCountAndNoFractions() {
        choice.look(List.of(path(1, 4)), 0);
        List<PathView> both = List.of(path(1, 4), path(2, 2));
        choice.look(both, 0);
        choice.look(both, LATER);
        assertThat(choice.chosen()).contains(new PathId(1));
    }

    @Test
    void othersAreSurplusOnceTheyHadTheirTime() {
        List<PathView> all = List.of(path(1, 10), path(2, 30), path(3, 20));
        choice.look(all, 0);
        assertThat(choice.surplus(all, LATER - 1)).isEmpty();

        assertThat(choice.surplus(all, LATER))
                .extracting(PathView::id)
                .containsExactly(id(3), id(2));
    }

    @Test
    void theFormerChoiceIsKeptForAWhile() {
        List<PathView> both = List.of(path(1, 40), path(2, 20));
        choice.look(List.of(path(1, 40)), 0);
        choice.look(both, 0);
        choice.look(both, LATER);

        assertThat(choice.surplus(both, LATER)).isEmpty();
        assertThat(choice.surplus(both, 2 * LATER)).extracting(PathView::id).containsExactly(id(1));
    }

    @Test
    void anotherIsChosenAtOnceWhenTheChoiceIsGone() {
        List<PathView> both = List.of(path(1, 10), path(2, 30));
        choice.look(both, 0);
        choice.look(List.of(path(2, 30)), MILLI);

        assertThat(choice.chosen()).contains(id(2));
        assertThat(choice.surplus(List.of(path(2, 30)), 5 * LATER)).isEmpty();
    }

    private static PathView path(long id, long rttMillis) {
        return new PathView(
                id(id),
                new InetSocketAddress("192.0.2.1", (int) id),
                PathHealth.WORKING,
                PathStatus.BACKUP,
                rttMillis * MILLI,
                Optional.empty());
    }

    private static PathId id(long id) {
        return new PathId(id);
    }
}
