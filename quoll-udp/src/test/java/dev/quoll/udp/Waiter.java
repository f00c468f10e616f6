package dev.quoll.udp;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/// A platform thread that waits on a socket without a limit of time.
record Waiter(Thread thread, FutureTask<Readiness> task) {
    /// Returns when the thread is about to wait. What ends a wait ends it too if it comes earlier.
    static Waiter on(UdpSocket socket) throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        FutureTask<Readiness> task =
                new FutureTask<>(
                        () -> {
                            begun.countDown();
                            return socket.await(Long.MAX_VALUE);
                        });
        Thread thread = Thread.ofPlatform().start(task);
        begun.await();
        return new Waiter(thread, task);
    }

    /// What the wait returned.
    Readiness result() throws ExecutionException, InterruptedException {
        return task.get();
    }
}
