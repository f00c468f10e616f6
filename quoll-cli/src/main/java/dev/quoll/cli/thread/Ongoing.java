package dev.quoll.cli.thread;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// Counts what is under way, so that a server can end when all of it is done. *Thread-safe*.
public final class Ongoing {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition idle = lock.newCondition();
    private int count;

    /// Nothing is under way.
    public Ongoing() {}

    /// Something began.
    public void begin() {
        lock.lock();
        try {
            count++;
        } finally {
            lock.unlock();
        }
    }

    /// Something that began is over.
    public void end() {
        lock.lock();
        try {
            count--;
            if (count == 0) {
                idle.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    /// Waits until nothing is under way, for at most `timeout`; an interrupt ends the waiting.
    ///
    /// @return whether nothing is
    public boolean awaitIdle(Duration timeout) {
        lock.lock();
        try {
            long left = timeout.toNanos();
            while (count > 0 && left > 0) {
                left = idle.awaitNanos(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
        return isIdle();
    }

    private boolean isIdle() {
        lock.lock();
        try {
            return count == 0;
        } finally {
            lock.unlock();
        }
    }
}
