package dev.quoll.driver;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;

/// Nobody waits on behalf of a caller that has given up.
class CancelledCallsTest {
    private EndpointDriver endpoint;

    @BeforeEach
    void open() throws IOException {
        endpoint = Drivers.client();
    }

    @AfterEach
    void close() {
        endpoint.close(0, new byte[0]);
    }

    @Test
    void aCancelledCallIsForgottenAndTheOthersStay() {
        CompletableFuture<String> cancelled = call();
        CompletableFuture<String> completed = call();
        CompletableFuture<String> waiting = call();
        cancelled.cancel(false);
        completed.complete("by somebody else");
        assertThat(isAwaited()).isTrue();

        waiting.cancel(false);

        assertThat(isAwaited()).isFalse();
    }

    private CompletableFuture<String> call() {
        return endpoint.callAsync(Topic.INCOMING, () -> null);
    }

    private boolean isAwaited() {
        endpoint.enter();
        try {
            return endpoint.waits().isAwaited(Topic.INCOMING);
        } finally {
            endpoint.leave();
        }
    }
}
