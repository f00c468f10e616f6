package dev.quoll.driver;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/// Who receives for a socket: its reactor's own thread, or a thread of the application that *leads*
/// instead of waiting for that thread to wake it. One at a time has the turn. *Thread-safe*.
///
/// A leader keeps the right to the turn for a while after it has let it go, since it will be back
/// soon if it talks to and fro; waking the reactor's thread in between would cost what leading
/// saves. The reactor's thread therefore looks from time to time only, and is called back at once
/// if anybody else waits or has left a word for it; see
/// `docs/decisions/0003-who-waits-and-who-wakes.md`.
final class Turn {
    /// How long the right to the turn is kept by a leader that is away.
    static final long KEPT_NANOS = 2_000_000;

    /// What [#parkEndNanos] says while the reactor's thread is not parked.
    private static final long NOT_PARKED = Long.MIN_VALUE;

    private final ReentrantLock lock = new ReentrantLock(true); // or the reactor's thread would
    // have it again before a leader wakes up
    private final AtomicInteger waiting = new AtomicInteger();
    private final MonotonicClock clock;
    private final Thread reactor;
    private volatile boolean led;
    private volatile boolean ended;
    private volatile long leftNanos; // when a leader let the turn go
    private volatile long dueNanos; // the earliest deadline then
    private volatile long parkEndNanos = NOT_PARKED;

    /// @param reactor the thread whose turn it is while nobody leads
    Turn(Thread reactor, MonotonicClock clock) {
        this.reactor = reactor;
        this.clock = clock;
    }

    /// Whether the calling thread has it.
    boolean isMine() {
        return lock.isHeldByCurrentThread();
    }

    /// How many wait for something that is to come without delay.
    AtomicInteger waiting() {
        return waiting;
    }

    /// Nobody leads any more.
    void end() {
        ended = true;
        LockSupport.unpark(reactor);
    }

    // ---- the reactor's thread ----

    /// Takes the turn for the reactor's thread, which waits as long as somebody leads.
    void take() {
        while (led && !ended) {
            park();
            if (isKeptTooLong() && !lock.hasQueuedThreads() && lock.tryLock()) {
                led = false;
                return;
            }
        }
        lock.lock();
    }

    private void park() {
        long nowNanos = clock.nowNanos();
        parkEndNanos = nowNanos + KEPT_NANOS; // written first: who lets go reads it last
        if (led) {
            LockSupport.parkNanos(this, Math.clamp(dueNanos - nowNanos, 1, KEPT_NANOS));
        }
        parkEndNanos = NOT_PARKED;
    }

    private boolean isKeptTooLong() {
        long nowNanos = clock.nowNanos();
        return nowNanos - leftNanos >= KEPT_NANOS || nowNanos >= dueNanos;
    }

    /// Lets go what [#take] took.
    void giveUp() {
        lock.unlock();
    }

    // ---- a thread that leads ----

    /// Takes the turn for a thread that waits, if it is the only one.
    ///
    /// @param wake makes whoever has the turn let it go soon
    /// @return whether it has the turn, so that [#leave] is due
    boolean tryLead(Runnable wake) {
        if (waiting.get() != 1 || ended) {
            return false;
        }
        if (!led) {
            dueNanos = Timeout.NEVER;
            leftNanos = clock.nowNanos();
            led = true;
            wake.run();
        }
        if (!tryTake()) {
            return false;
        }
        dueNanos = Timeout.NEVER;
        return true;
    }

    private boolean tryTake() {
        try {
            return lock.tryLock(KEPT_NANOS, TimeUnit.NANOSECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /// Lets the turn go, and keeps the right to it unless others wait.
    ///
    /// @param earliestNanos when a timer is due, or [Timeout#NEVER]
    void leave(long earliestNanos) {
        leftNanos = clock.nowNanos();
        dueNanos = earliestNanos;
        lock.unlock();
        if (waiting.get() > 0 || parkEndNanos > earliestNanos) {
            callBack();
        }
    }

    /// Gives the turn back to the reactor's thread, if nobody receives at the moment.
    void callBackIfIdle() {
        if (led && !lock.isLocked()) {
            callBack();
        }
    }

    /// As [#callBackIfIdle()], if the reactor's thread would look too late.
    void callBackIfLaterThan(long deadlineNanos) {
        if (parkEndNanos > deadlineNanos) {
            callBackIfIdle();
        }
    }

    private void callBack() {
        led = false;
        LockSupport.unpark(reactor);
    }
}
