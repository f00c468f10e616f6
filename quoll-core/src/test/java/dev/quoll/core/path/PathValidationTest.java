package dev.quoll.core.path;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quoll.core.path.PathValidation.Proof;

import org.junit.jupiter.api.Test;

class PathValidationTest {
    private static final long PTO = 100;
    private static final long UNTIL = 10_000;

    private final PathValidation validation = new PathValidation();

    @Test
    void theAnswerToAFullDatagramProvesTheRoute() { // RFC 9000 §8.2.3
        validation.begin(0, UNTIL);
        validation.onSent(42, true, 0, PTO);

        assertThat(validation.onResponse(42)).isEqualTo(Proof.FULL);
        assertThat(validation.isPending()).isFalse();
        assertThat(validation.deadlineNanos()).isEqualTo(PathValidation.NEVER);
    }

    @Test
    void theAnswerToASmallDatagramProvesTheAddressAlone() { // RFC 9000 §8.2.1
        validation.begin(0, UNTIL);
        validation.onSent(42, false, 0, PTO);

        assertThat(validation.onResponse(42)).isEqualTo(Proof.ADDRESS);
        assertThat(validation.isPending()).isTrue();
    }

    @Test
    void anAnswerNobodyAskedForProvesNothing() { // RFC 9000 §19.18
        assertThat(validation.onResponse(42)).isEqualTo(Proof.NONE);
        validation.begin(0, UNTIL);
        validation.onSent(42, true, 0, PTO);

        assertThat(validation.onResponse(43)).isEqualTo(Proof.NONE);
        assertThat(validation.isPending()).isTrue();
    }

    @Test
    void aChallengeIsDueAtOnceWhereSomethingComesOverTheRoute() { // RFC 8445 §7.3.1.4
        validation.begin(0, UNTIL);
        validation.onSent(42, true, 0, PTO);
        validation.hurry(10);
        assertThat(validation.isDue(10)).isTrue();
        validation.onSent(43, true, 10, PTO);

        assertThat(validation.isDue(11)).isFalse();
        assertThat(validation.onResponse(42)).isEqualTo(Proof.FULL);
    }

    @Test
    void challengesAreRepeatedAtLongerAndLongerIntervals() { // RFC 9000 §8.2.1
        validation.begin(0, UNTIL);
        assertThat(validation.isDue(0)).isTrue();

        validation.onSent(1, true, 0, PTO);
        assertThat(validation.isDue(PTO - 1)).isFalse();
        assertThat(validation.deadlineNanos()).isEqualTo(PTO);

        validation.onSent(2, true, PTO, PTO);
        assertThat(validation.deadlineNanos()).isEqualTo(3 * PTO);
    }

    @Test
    void anyOfTheNewestChallengesMayBeAnswered() {
        validation.begin(0, UNTIL);
        for (int i = 0; i <= PathValidation.MAX_OUTSTANDING; i++) {
            validation.onSent(i, true, 0, PTO);
        }

        assertThat(validation.onResponse(0)).isEqualTo(Proof.NONE);
        assertThat(validation.onResponse(1)).isEqualTo(Proof.FULL);
    }

    @Test
    void aRouteThatDoesNotAnswerFails() { // RFC 9000 §8.2.4
        validation.begin(0, UNTIL);
        validation.onSent(1, true, 0, UNTIL);

        assertThat(validation.hasFailed(UNTIL - 1)).isFalse();
        assertThat(validation.hasFailed(UNTIL)).isTrue();
    }
}
