package dev.quoll.driver;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/// A lock and those who wait for changes of what it guards. *Thread-safe*.
///
/// It has no `Condition`: awaiting one frees the lock on a way of its own, and whoever frees a
/// connection's lock has duties first. Threads park here instead, after the lock was let go on the
/// one way there is; they are woken, and futures completed, after it was let go as well.
public abstract sealed class Monitor permits ConnectionDriver, EndpointDriver {
    private final ReentrantLock lock = new ReentrantLock();
    private final Waits waits;
    private final Completer completer;

    /// @param waiting counts those who wait
    Monitor(Completer completer, AtomicInteger waiting) {
        this.completer = completer;
        waits = new Waits(waiting);
    }

    /// Takes the lock.
    final void enter() {
        lock.lock();
    }

    /// Takes the lock if it is free.
    final boolean tryEnter() {
        return lock.tryLock();
    }

    /// Lets the lock go and does what is due afterwards.
    abstract void leave();

    /// The thread that holds the lock is about to wait.
    void onAboutToWait() {}

    /// The thread has let the lock go and is about to be parked for at most `mostNanos`.
    void beforeParking(ParkedThread waiter, long mostNanos) {}

    /// A call waits from now on, without a thread.
    void afterBeginning() {}

    /// A thread waited that long for a change.
    void onWaited(long nanos) {}

    /// Frees the lock and wakes those whose waiting is over.
    final void unlock() {
        Waiter ready = waits.takeReady();
        lock.unlock();
        Waits.finish(ready);
    }

    final Waits waits() {
        return waits;
    }

    final Completer completer() {
        return completer;
    }

    /// Tries until there is an answer, again whenever `topic` changes.
    ///
    /// @param timeoutNanos how long to wait, or [Timeout#NEVER]
    /// @throws SocketTimeoutException if that was too short
    /// @throws InterruptedIOException if the thread is interrupted; it stays so
    public final <T> T call(long topic, Attempt<T> attempt, long timeoutNanos) throws IOException {
        return answer(topic, attempt, System.nanoTime(), timeoutNanos);
    }

    /// The calling thread, which has the lock and tried in vain, waits for `topic` from now on:
    /// [#callAfter] is due once it has let the lock go.
    final ParkedThread beginToWait(long topic) {
        ParkedThread waiter = new ParkedThread(this);
        waits.add(topic, waiter);
        onAboutToWait();
        return waiter;
    }

    /// As [#call], by a thread that has tried for the first time and waits as `waiter`.
    final <T> T callAfter(ParkedThread waiter, long topic, Attempt<T> attempt, long timeoutNanos)
            throws IOException {
        long began = System.nanoTime();
        await(topic, waiter, began, timeoutNanos);
        return answer(topic, attempt, began, timeoutNanos);
    }

    private <T> T answer(long topic, Attempt<T> attempt, long began, long timeoutNanos)
            throws IOException {
        while (true) {
            ParkedThread waiter;
            enter();
            try {
                T answer = attempt.tryNow();
                if (answer != null) {
                    return answer;
                }
                waiter = beginToWait(topic);
            } finally {
                leave();
            }
            await(topic, waiter, began, timeoutNanos);
        }
    }

    private void await(long topic, ParkedThread waiter, long began, long timeoutNanos)
            throws InterruptedIOException {
        long start = System.nanoTime();
        beforeParking(waiter, timeoutNanos - (start - began));
        awaitParked(topic, waiter, began, timeoutNanos);
        onWaited(System.nanoTime() - start);
    }

    private void awaitParked(long topic, ParkedThread waiter, long began, long timeoutNanos)
            throws InterruptedIOException {
        while (!waiter.isChanged()) {
            long left = timeoutNanos - (System.nanoTime() - began);
            if (Thread.currentThread().isInterrupted()) {
                giveUp(topic, waiter);
                throw new InterruptedIOException("interrupted while waiting");
            }
            if (timeoutNanos == Timeout.NEVER) {
                LockSupport.park(this);
            } else if (left > 0) {
                LockSupport.parkNanos(this, left);
            } else {
                giveUp(topic, waiter);
                throw new SocketTimeoutException("nothing happened for the time given");
            }
        }
    }

    private void giveUp(long topic, Waiter waiter) {
        enter();
        try {
            waits.remove(topic, waiter);
        } finally {
            leave();
        }
    }

    /// Who cancels a call, or completes it, does not leave it behind.
    private void forget(long topic, PendingCall<?> call) {
        if (!call.isAnswered()) {
            giveUp(topic, call);
        }
    }

    /// As [#call], but the answer completes a future.
    public final <T> CompletableFuture<T> callAsync(long topic, Attempt<T> attempt) {
        PendingCall<T> call = new PendingCall<>(attempt, completer);
        boolean isOver;
        enter();
        try {
            isOver = call.onChange();
            if (!isOver) {
                waits.add(topic, call);
                onAboutToWait();
            }
        } finally {
            leave();
        }
        if (isOver) {
            call.finish();
        } else {
            afterBeginning();
            var _ = call.future().whenComplete((_, _) -> forget(topic, call));
        }
        return call.future();
    }
}
