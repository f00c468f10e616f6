package dev.quoll.relay.wire;

import dev.quoll.SendStream;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// Messages to the other side that wait to be written. One that reads slowly delays nobody but
/// itself: who has something else to do never waits here. *Thread-safe*.
public final class Outbox {
    /// Messages that wait at most, but for the few that come with the last one.
    public static final int MOST = 64;

    private final SendStream stream;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Queue<Message> waiting = new ArrayDeque<>();
    private boolean isWriting;
    private boolean isClosed;

    public Outbox(SendStream stream) {
        this.stream = stream;
    }

    /// Whether there is room for a message.
    public boolean hasRoom() {
        lock.lock();
        try {
            return waiting.size() < MOST;
        } finally {
            lock.unlock();
        }
    }

    /// Waits for room, or the end.
    public void awaitRoom() throws InterruptedException {
        lock.lock();
        try {
            while (waiting.size() >= MOST && !isClosed) {
                changed.await();
            }
        } finally {
            lock.unlock();
        }
    }

    /// Has a message written, by and by, by a thread of its own.
    public void add(Message message) {
        lock.lock();
        try {
            if (isClosed) {
                return;
            }
            waiting.add(message);
            if (!isWriting) {
                isWriting = true;
                Thread.ofVirtual().name("quoll-relay-outbox").start(this::writeAll);
            }
        } finally {
            lock.unlock();
        }
    }

    private void writeAll() {
        try {
            for (byte[] next = next(); next.length > 0; next = next()) {
                stream.write(next);
                stream.flush();
            }
        } catch (IOException _) { // the connection has ended
            close();
        }
    }

    /// The next message; empty when there is none, and this thread no longer writes.
    private byte[] next() {
        lock.lock();
        try {
            Message next = waiting.poll();
            changed.signalAll();
            isWriting = next != null;
            return next == null ? new byte[0] : next.toBytes();
        } finally {
            lock.unlock();
        }
    }

    private void close() {
        lock.lock();
        try {
            isClosed = true;
            waiting.clear();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
