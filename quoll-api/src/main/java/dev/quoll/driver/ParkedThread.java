package dev.quoll.driver;

import org.jspecify.annotations.Nullable;

import java.util.concurrent.locks.LockSupport;

/// A thread that waits until something changes, and then tries again itself. It is parked, or
/// [leads][Reactor#lead] meanwhile.
final class ParkedThread extends Waiter {
    private final Thread thread = Thread.currentThread();
    private final Monitor monitor;
    private volatile boolean changed;
    private volatile @Nullable Reactor led;

    /// The calling thread waits for something that `monitor` guards.
    ParkedThread(Monitor monitor) {
        this.monitor = monitor;
    }

    /// Whether it waits for something of `other`, and that has changed.
    boolean hasGotWhatItWaitsForOf(Monitor other) {
        return changed && monitor == other;
    }

    /// Whether something changed since the thread began to wait.
    boolean isChanged() {
        return changed;
    }

    /// It receives for `reactor` until [#leadsNoMore].
    void leads(Reactor reactor) {
        led = reactor;
    }

    void leadsNoMore() {
        led = null;
    }

    @Override
    boolean onChange() {
        changed = true;
        return true;
    }

    @Override
    void finish() {
        if (Thread.currentThread() == thread) {
            return; // it led, and brought this itself
        }
        Reactor waitingFor = led;
        if (waitingFor != null) {
            waitingFor.wake();
        }
        LockSupport.unpark(thread);
    }
}
