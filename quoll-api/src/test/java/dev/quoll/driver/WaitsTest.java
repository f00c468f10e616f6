package dev.quoll.driver;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

class WaitsTest {
    private static final long TOPIC = 7;

    private final AtomicInteger count = new AtomicInteger();
    private final Waits waits = new Waits(count);
    private final List<String> answers = new ArrayList<>();
    private final Completer completer = new Completer(Runnable::run);
    private int stock;

    @Test
    void thoseWhoCameFirstAreServedFirst() {
        wait("first");
        wait("second");
        wait("third");
        stock = 2;
        waits.change(TOPIC);
        Waits.finish(waits.takeReady());

        assertThat(answers).containsExactly("first", "second");
        assertThat(waits.isAwaited(TOPIC)).isTrue();

        stock = 1;
        waits.change(TOPIC);
        Waits.finish(waits.takeReady());
        assertThat(answers).containsExactly("first", "second", "third");
        assertThat(waits.isAwaited(TOPIC)).isFalse();
        assertThat(waits.takeReady()).isNull();
    }

    @Test
    void whoGivesUpIsNotServed() {
        Waiter first = wait("first");
        Waiter second = wait("second");
        Waiter third = wait("third");
        waits.remove(TOPIC, third);
        waits.remove(TOPIC, first);
        waits.remove(TOPIC, first);
        stock = 3;
        waits.change(TOPIC);
        Waits.finish(waits.takeReady());
        waits.remove(TOPIC, second);

        assertThat(answers).containsExactly("second");
    }

    @Test
    void thoseWhoConverseAreCountedUntilTheirWaitIsOver() {
        wait("first");
        Waiter second = wait("second");
        waits.add(Topic.INCOMING, call("a client"));
        assertThat(count).hasValue(2);

        waits.change(TOPIC);
        assertThat(count).as("there was nothing for them").hasValue(2);

        waits.remove(TOPIC, second);
        assertThat(count).hasValue(1);

        stock = 2;
        waits.changeEverything();
        assertThat(count).hasValue(0);
    }

    @Test
    void anotherTopicWakesNobody() {
        wait("first");
        stock = 1;
        waits.change(TOPIC + 1);

        assertThat(waits.takeReady()).isNull();
    }

    @Test
    void theEndIsForAll() {
        wait("first");
        PendingCall<String> other = call("other");
        waits.add(TOPIC + 1, other);
        stock = 2;
        waits.changeEverything();
        Waits.finish(waits.takeReady());

        assertThat(answers).containsExactlyInAnyOrder("first", "other");
    }

    @Test
    void aCancelledCallTakesNothing() {
        PendingCall<String> cancelled = wait("first");
        wait("second");
        cancelled.future().cancel(false);
        stock = 1;
        waits.change(TOPIC);
        Waits.finish(waits.takeReady());

        assertThat(answers).containsExactly("second");
    }

    @Test
    void aFailureCompletesTheFuture() {
        PendingCall<String> failing =
                new PendingCall<>(
                        () -> {
                            throw new IOException("broken");
                        },
                        completer);
        waits.add(TOPIC, failing);
        waits.change(TOPIC);
        Waits.finish(waits.takeReady());

        assertThat(failing.future()).isCompletedExceptionally();
    }

    private PendingCall<String> wait(String name) {
        PendingCall<String> call = call(name);
        waits.add(TOPIC, call);
        return call;
    }

    private PendingCall<String> call(String name) {
        PendingCall<String> call = new PendingCall<>(() -> stock-- > 0 ? name : null, completer);
        var _ = call.future().thenAccept(answers::add);
        return call;
    }
}
