package dev.quoll.driver;

import org.jspecify.annotations.Nullable;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/// Who receives for a socket: its reactor's own thread, or a thread of the application that *leads*
/// instead of waiting for that thread to wake it. One at a time has the turn. *Thread-safe*.
///
/// A leader keeps the right to the turn for a while after it has let it go, since it will be back
/// soon if it talks to and fro; waking the reactor's thread in between would cost what leading
/// saves. The reactor's thread therefore looks from time to time only, so that timers may be late
/// by that while, and is called back at once if anybody else waits or has left an order for it; see
/// `docs/decisions/0003-who-waits-and-who-wakes.md`.
final class Turn {
    /// How long the right to the turn is kept by a leader that is away.
    static final long KEPT_NANOS = 2_000_000;

    private final ReentrantLock lock = new ReentrantLock(true); // or the reactor's thread would
    // have it again before a leader wakes up
    private final AtomicInteger waiting = new AtomicInteger();
    private final MonotonicClock clock;
    private final Thread reactor;
    private volatile @Nullable Thread leader; // who leads, or will soon again
    private volatile boolean ended;
    private volatile long leftNanos; // when a leader began, or let the turn go

    /// @param reactor the thread whose turn it is while nobody leads
    Turn(Thread reactor, MonotonicClock clock) {
        this.reactor = reactor;
        this.clock = clock;
    }

    /// Whether the calling thread has it.
    boolean isMine() {
        return lock.isHeldByCurrentThread();
    }

    /// Whether the calling thread leads, or did so last and keeps the right to it.
    boolean isLedByThisThread() {
        return leader == Thread.currentThread();
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
        while (leader != null && !ended) {
            long keptNanos = clock.nowNanos() - leftNanos;
            if (keptNanos < KEPT_NANOS) {
                LockSupport.parkNanos(this, KEPT_NANOS - keptNanos);
            } else if (!lock.hasQueuedThreads() && lock.tryLock()) {
                leader = null;
                return;
            } else {
                LockSupport.parkNanos(this, KEPT_NANOS); // there is a leader at work
            }
        }
        lock.lock();
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
        boolean isFirst = leader == null;
        if (isFirst) {
            leftNanos = clock.nowNanos();
        }
        leader = Thread.currentThread();
        if (isFirst) {
            wake.run();
        }
        try {
            return lock.tryLock(KEPT_NANOS, TimeUnit.NANOSECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /// Lets the turn go, and keeps the right to it unless others wait.
    void leave() {
        leftNanos = clock.nowNanos();
        lock.unlock();
        if (waiting.get() > 0) {
            callBack();
        }
    }

    /// Gives the turn back to the reactor's thread, if nobody receives at the moment.
    void callBackIfIdle() {
        if (leader != null && !lock.isLocked()) {
            callBack();
        }
    }

    private void callBack() {
        leader = null;
        LockSupport.unpark(reactor);
    }
}
