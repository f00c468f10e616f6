package dev.quoll.driver;

import java.util.concurrent.locks.LockSupport;

/// A thread that is parked until something changes, and then tries again itself.
final class ParkedThread extends Waiter {
    private final Thread thread = Thread.currentThread();
    private volatile boolean changed;

    /// Whether something changed since the thread began to wait.
    boolean isChanged() {
        return changed;
    }

    @Override
    boolean onChange() {
        changed = true;
        return true;
    }

    @Override
    void finish() {
        LockSupport.unpark(thread);
    }
}
