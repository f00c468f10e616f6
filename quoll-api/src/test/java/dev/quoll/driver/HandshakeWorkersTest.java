package dev.quoll.driver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quoll.Eventually;
import dev.quoll.core.spi.TlsPreparation;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;

/// What handshake threads do when there is nothing else to do.
class HandshakeWorkersTest {
    private final HandshakeWorkers workers = new HandshakeWorkers(1);
    private final BlockingQueue<String> done = new LinkedBlockingQueue<>();
    private final Semaphore pieces = new Semaphore(0);

    /// Has three pieces of work and waits for a permit before each.
    private final class ThreePieces implements TlsPreparation {
        private int left = 3;

        @Override
        public boolean prepare() {
            pieces.acquireUninterruptibly();
            done.add(left == 0 ? "nothing left" : "prepared");
            return left-- > 0;
        }

        @Override
        public void forgetPrepared() {
            done.add("forgotten");
        }
    }

    @AfterEach
    void shutDown() {
        workers.shutdown();
    }

    private void take(String... expected) throws InterruptedException {
        for (String one : expected) {
            assertThat(done.take()).isEqualTo(one);
        }
    }

    @Test
    void afterATaskTheyPrepareForThoseThatFollow() throws InterruptedException {
        pieces.release(4);
        workers.onHandshake(new ThreePieces());

        workers.run(() -> done.add("task"));

        take("task", "prepared", "prepared", "prepared", "nothing left");
    }

    @Test
    void aTaskThatWaitsComesFirst() throws InterruptedException {
        workers.onHandshake(new ThreePieces());
        workers.run(() -> done.add("first"));
        take("first");
        Eventually.holds(pieces::hasQueuedThreads); // the one thread waits for its permit
        workers.run(() -> done.add("second"));

        pieces.release(4);

        take("prepared", "second", "prepared", "prepared", "nothing left");
    }

    @Test
    void inTheEndWhatWasPreparedIsForgotten() throws InterruptedException {
        workers.onHandshake(new ThreePieces());

        workers.shutdown();

        take("forgotten");
        workers.run(() -> done.add("too late"));
        assertThat(done).isEmpty();
    }
}
