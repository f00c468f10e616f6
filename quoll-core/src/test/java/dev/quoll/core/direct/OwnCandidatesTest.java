package dev.quoll.core.direct;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;

/// Which addresses are named to one peer.
class OwnCandidatesTest {
    private static final InetSocketAddress ONE = new InetSocketAddress("192.0.2.1", 1);
    private static final InetSocketAddress TWO = new InetSocketAddress("192.0.2.2", 2);
    private static final InetSocketAddress THREE = new InetSocketAddress("192.0.2.3", 3);

    private final OwnCandidates own = new OwnCandidates();
    private final List<InetSocketAddress> named = new ArrayList<>();

    @Test
    void thePeerIsToldOfWhatComesAndGoes() {
        own.onPresent(List.of(ONE, TWO));
        assertThat(stepsFor(8)).containsExactly(new Step.Name(ONE), new Step.Name(TWO));
        assertThat(stepsFor(8)).isEmpty();

        own.onPresent(List.of(TWO, THREE));
        assertThat(stepsFor(8)).containsExactly(new Step.Withdraw(ONE), new Step.Name(THREE));
    }

    @Test
    void aPeerThatTakesFewGetsTheBest() {
        own.onPresent(List.of(ONE, TWO, THREE));
        assertThat(stepsFor(2)).containsExactly(new Step.Name(ONE), new Step.Name(TWO));

        own.onPresent(List.of(THREE, ONE, TWO));
        assertThat(stepsFor(2)).containsExactly(new Step.Withdraw(TWO), new Step.Name(THREE));
    }

    @Test
    void whatTheApplicationNamesComesBeforeAndStays() {
        named.add(THREE);
        own.onNamed(THREE);
        own.onPresent(List.of(ONE, TWO, THREE));
        assertThat(stepsFor(2)).containsExactly(new Step.Name(ONE));

        own.onPresent(List.of());
        assertThat(stepsFor(2)).containsExactly(new Step.Withdraw(ONE));
        assertThat(named).containsExactly(THREE);
    }

    @Test
    void whatTheApplicationNamesTooIsItsOwn() {
        own.onPresent(List.of(ONE));
        stepsFor(8);
        own.onNamed(ONE);
        own.onPresent(List.of());

        assertThat(stepsFor(8)).isEmpty();
    }

    @Test
    void whatTheApplicationWithdrawsIsNotNamedAgain() {
        own.onPresent(List.of(ONE, TWO));
        stepsFor(8);
        named.remove(ONE);
        own.onWithdrawn(ONE);
        assertThat(stepsFor(8)).isEmpty();

        own.onPresent(List.of(TWO));
        own.onPresent(List.of(ONE, TWO)); // gone and here again: it may be good now
        assertThat(stepsFor(8)).containsExactly(new Step.Name(ONE));
    }

    @Test
    void aPeerThatTakesNoneIsToldNothing() {
        own.onPresent(List.of(ONE, TWO));
        assertThat(stepsFor(0)).isEmpty();
    }

    /// The steps, which are taken.
    private List<Step> stepsFor(int limit) {
        List<Step> steps = own.steps(List.copyOf(named), limit);
        for (Step each : steps) {
            switch (each) {
                case Step.Name(var address) -> named.add(address);
                case Step.Withdraw(var address) -> named.remove(address);
                default -> throw new AssertionError(each);
            }
        }
        return steps;
    }
}
