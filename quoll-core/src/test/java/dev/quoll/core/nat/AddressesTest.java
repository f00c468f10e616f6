package dev.quoll.core.nat;

import static dev.quoll.core.event.NatTraversalVariant.IROH;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quoll.core.address.FourTuple;
import dev.quoll.core.frame.AddAddressFrame;

import org.junit.jupiter.api.Test;

import java.net.InetSocketAddress;

/// What is known of addresses stays within its limits.
class AddressesTest {
    private static final InetSocketAddress HERE = new InetSocketAddress("192.0.2.1", 1);
    private static final InetSocketAddress THERE = new InetSocketAddress("192.0.2.2", 2);

    private final PeerAddresses addresses = new PeerAddresses(2);

    @Test
    void anAddressIsNewOnce() {
        assertThat(addresses.onAdd(new AddAddressFrame(IROH, 0, HERE))).isTrue();
        assertThat(addresses.onAdd(new AddAddressFrame(IROH, 0, HERE))).isFalse();
        assertThat(addresses.onAdd(new AddAddressFrame(IROH, 0, THERE))).isTrue();
        assertThat(addresses.addresses()).containsExactly(THERE);
    }

    @Test
    void oneTooManyCountsForNothing() {
        addresses.onAdd(new AddAddressFrame(IROH, 0, HERE));
        addresses.onAdd(new AddAddressFrame(IROH, 1, THERE));
        assertThat(addresses.onAdd(new AddAddressFrame(IROH, 2, new InetSocketAddress(3))))
                .isFalse();
        assertThat(addresses.addresses()).hasSize(2);
    }

    @Test
    void whatWasTakenBackDoesNotComeBack() {
        addresses.onAdd(new AddAddressFrame(IROH, 0, HERE));
        assertThat(addresses.onRemove(0)).isEqualTo(HERE);
        assertThat(addresses.onRemove(0)).isNull();
        assertThat(addresses.onAdd(new AddAddressFrame(IROH, 0, HERE))).isFalse(); // came late
        assertThat(addresses.addresses()).isEmpty();
    }

    @Test
    void theOldestAnswerIsForgottenAndOneIsOwedForARoute() {
        OwedAnswers owed = new OwedAnswers();
        for (int i = 0; i < 2 * OwedAnswers.MAX_OWED; i++) {
            FourTuple from = FourTuple.to(new InetSocketAddress("192.0.2.1", 1 + i));
            owed.add(new OwedAnswers.Owed(from, 0, i, 36));
            owed.add(new OwedAnswers.Owed(from, 0, -i, 36));
        }
        int count = 0;
        for (var each = owed.poll(); each != null; each = owed.poll()) {
            assertThat(each.challenge()).isNotPositive();
            count++;
        }
        assertThat(count).isEqualTo(OwedAnswers.MAX_OWED);
    }

    @Test
    void theBudgetOfProbesFillsUpAgain() {
        ProbeBudget budget = new ProbeBudget(0);
        long sent = 0;
        while (budget.take(60, 0)) {
            sent += 60;
        }
        assertThat(sent).isEqualTo(ProbeBudget.MAX_BYTES);
        long second = 1_000_000_000;
        while (budget.take(60, second)) {
            sent += 60;
        }
        assertThat(sent).isLessThanOrEqualTo(ProbeBudget.MAX_BYTES + ProbeBudget.BYTES_PER_SECOND);
        assertThat(sent).isGreaterThan(ProbeBudget.MAX_BYTES + 3_900);
    }

    @Test
    void itIsKnownWhenThereAreEnoughBytesAgain() {
        ProbeBudget budget = new ProbeBudget(0);
        assertThat(budget.readyNanos(1200)).isZero();
        assertThat(budget.take((int) ProbeBudget.MAX_BYTES, 0)).isTrue();
        long ready = budget.readyNanos(1200);
        assertThat(budget.take(1200, ready - 1)).isFalse();
        assertThat(budget.readyNanos(1200)).isEqualTo(ready);
        assertThat(budget.take(1200, ready)).isTrue();
    }

    @Test
    void aNumberIsOfferedUntilItsAddressIsTakenBack() {
        OfferedAddresses offered = new OfferedAddresses();
        assertThat(offered.isOffered(0)).isFalse();
        offered.add(HERE);
        assertThat(offered.isOffered(0)).isTrue();
        offered.remove(HERE);
        assertThat(offered.isOffered(0)).isFalse();
    }
}
