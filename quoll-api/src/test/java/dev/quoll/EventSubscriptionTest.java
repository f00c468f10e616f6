package dev.quoll;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;

class EventSubscriptionTest {
    private final Queue<CompletableFuture<String>> calls = new ArrayDeque<>();
    private final Seen seen = new Seen();
    private int asked;

    private EventSubscription<String> begin() {
        EventSubscription<String> subscription = new EventSubscription<>(seen, this::call);
        subscription.begin();
        return subscription;
    }

    private CompletableFuture<String> call() {
        asked++;
        CompletableFuture<String> call = new CompletableFuture<>();
        calls.add(call);
        return call;
    }

    @Test
    void nothingIsAskedForBeforeTheSubscriberWantsIt() {
        EventSubscription<String> subscription = begin();
        assertThat(asked).isZero();
        subscription.request(2);
        assertThat(asked).isEqualTo(1);
        calls.remove().complete("a");
        assertThat(asked).isEqualTo(2);
        calls.remove().complete("b");

        assertThat(asked).isEqualTo(2);
        assertThat(seen.words).containsExactly("a", "b");
    }

    @Test
    void whatIsWantedWhileACallIsUnderWayIsCounted() {
        EventSubscription<String> subscription = begin();
        subscription.request(1);
        subscription.request(Long.MAX_VALUE);
        subscription.request(Long.MAX_VALUE);
        for (int i = 0; i < 5; i++) {
            calls.remove().complete("x");
        }

        assertThat(asked).isEqualTo(6);
        assertThat(seen.words).hasSize(5);
    }

    @Test
    void aSubscriberMayAskFromWithinItsCalls() {
        seen.greedy = true;
        var _ = begin();
        calls.remove().complete("a");
        calls.remove().complete("b");

        assertThat(seen.words).containsExactly("a", "b");
        assertThat(asked).isEqualTo(3);
    }

    @Test
    void theEndIsAnError() {
        EventSubscription<String> subscription = begin();
        subscription.request(3);
        IOException end = new IOException("end");
        calls.remove().completeExceptionally(end);
        subscription.request(1);

        assertThat(seen.errors).containsExactly(end);
        assertThat(asked).isEqualTo(1);
    }

    @Test
    void whoCancelsIsLeftAlone() {
        EventSubscription<String> subscription = begin();
        subscription.request(3);
        CompletableFuture<String> call = calls.remove();
        subscription.cancel();
        subscription.cancel();
        subscription.request(-1);

        assertThat(call).isCancelled();
        assertThat(seen.words).isEmpty();
        assertThat(seen.errors).isEmpty();
        assertThat(asked).isEqualTo(1);
    }

    @Test
    void aRequestForNothingIsAnError() { // Reactive Streams §3.9
        EventSubscription<String> idle = begin();
        idle.request(0);
        assertThat(seen.errors).hasSize(1);
        EventSubscription<String> busy = begin();
        busy.request(1);
        busy.request(-1);

        assertThat(calls.remove()).isCancelled();
        assertThat(seen.errors)
                .hasSize(2)
                .allSatisfy(e -> assertThat(e).isInstanceOf(IllegalArgumentException.class));
    }

    private static final class Seen implements Flow.Subscriber<String> {
        private final List<String> words = new ArrayList<>();
        private final List<Throwable> errors = new ArrayList<>();
        private Flow.Subscription subscription;
        private boolean greedy;

        @Override
        public void onSubscribe(Flow.Subscription subscription) {
            this.subscription = subscription;
            if (greedy) {
                subscription.request(1);
            }
        }

        @Override
        public void onNext(String word) {
            words.add(word);
            if (greedy) {
                subscription.request(1);
            }
        }

        @Override
        public void onError(Throwable error) {
            errors.add(error);
        }

        @Override
        public void onComplete() {}
    }
}
