package dev.quoll.tls.agreement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quoll.core.error.TransportException;
import dev.quoll.tls.FixedRandom;
import dev.quoll.tls.parameter.NamedGroup;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.security.KeyPair;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Key pairs made before they are needed.
class EphemeralKeysTest {
    private static final int WANTED = 3;

    private final FixedRandom random = FixedRandom.seeded(1);
    private final EphemeralKeys keys = new EphemeralKeys(random, WANTED);

    @Test
    void nothingIsPreparedThatNobodyAskedFor() {
        assertThat(keys.prepare()).isFalse();
    }

    @Test
    void asManyAreKeptReadyAsAreWanted() {
        keys.next(KeyPairKind.X25519);

        assertThat(prepareAll()).isEqualTo(WANTED);
        assertThat(keys.prepare()).isFalse();
    }

    private int prepareAll() {
        int made = 0;
        while (keys.prepare()) {
            made++;
        }
        return made;
    }

    @Test
    void readyOnesAreGivenOutWithoutWork() {
        keys.next(KeyPairKind.X25519);
        prepareAll();
        long drawn = random.nextLong();
        FixedRandom same = FixedRandom.seeded(1);
        new EphemeralKeys(same, 0).next(KeyPairKind.X25519);
        for (int i = 0; i < WANTED; i++) {
            KeyPairKind.X25519.generate(same);
        }
        assertThat(drawn).isEqualTo(same.nextLong());

        keys.next(KeyPairKind.X25519);

        assertThat(random.nextLong()).isEqualTo(same.nextLong());
    }

    @Test
    void eachIsGivenOutOnce() {
        Set<String> seen = new HashSet<>();
        for (int round = 0; round < 4; round++) {
            for (int i = 0; i < 2 * WANTED; i++) { // as many again as are ready
                KeyPair pair = keys.next(KeyPairKind.X25519);
                assertThat(seen.add(pair.getPublic().toString())).isTrue();
            }
            assertThat(prepareAll()).isEqualTo(WANTED);
        }
    }

    @Test
    void manyThreadsGetDifferentOnesAndKeepNoMoreThanAreWanted() throws InterruptedException {
        Set<String> seen = new HashSet<>();
        keys.next(KeyPairKind.X25519);
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            threads.add(Thread.ofPlatform().start(() -> useAndPrepare(seen)));
        }
        for (Thread thread : threads) {
            thread.join();
        }

        assertThat(seen).hasSize(4 * 50);
        assertThat(prepareAll()).isLessThanOrEqualTo(WANTED);
    }

    private void useAndPrepare(Set<String> seen) {
        for (int i = 0; i < 50; i++) {
            String pair = keys.next(KeyPairKind.X25519).getPublic().toString();
            synchronized (seen) {
                seen.add(pair);
            }
            keys.prepare();
        }
    }

    @Test
    void whatIsForgottenIsNotGivenOutAndNotReplaced() {
        keys.next(KeyPairKind.X25519);
        prepareAll();

        keys.forget();

        assertThat(keys.prepare()).isFalse();
    }

    @ParameterizedTest
    @EnumSource
    void sharesMadeOfThemAgree(NamedGroup group) throws TransportException {
        agree(group);
        prepareAll();
        agree(group);
    }

    private void agree(NamedGroup group) throws TransportException {
        KeyShare client = KeyShare.generate(group, keys);
        KeyShare.Answer server = KeyShare.answer(group, client.publicShare(), keys);
        assertThat(client.agree(server.publicShare())).isEqualTo(server.sharedSecret());
    }

    @Test
    void onDemandNothingIsKept() {
        EphemeralKeys onDemand = EphemeralKeys.onDemand(random);
        onDemand.next(KeyPairKind.X25519);

        assertThat(onDemand.prepare()).isFalse();
    }

    @Test
    void thereIsALimit() {
        assertThatThrownBy(() -> new EphemeralKeys(random, EphemeralKeys.MAX_READY + 1))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new EphemeralKeys(random, -1))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
