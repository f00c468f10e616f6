package dev.quoll.tls.resumption;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.Queue;
import java.util.Set;

/// Remembers in memory which ClientHellos came, each for as long as it would count as fresh. When
/// full it refuses early data rather than forget. *Thread-safe*.
///
/// @spec https://www.rfc-editor.org/rfc/rfc8446#section-8.2 RFC 8446, section 8.2: Client Hello
///   Recording
public final class LocalReplayGuard implements ReplayGuard {
    /// What RFC 8446 §8.3 calls reasonable for clients on the Internet.
    public static final Duration DEFAULT_WINDOW = Duration.ofSeconds(10);

    /// Attempts remembered by default, about 100 bytes each.
    public static final int DEFAULT_CAPACITY = 100_000;

    private record Seen(ByteBuffer binder, Instant until) {}

    private final Duration window;
    private final int capacity;
    private final Instant begin;
    private final Queue<Seen> inOrder = new ArrayDeque<>();
    private final Set<ByteBuffer> seen = new HashSet<>();

    /// A guard with the default window and capacity that begins now.
    public LocalReplayGuard() {
        this(DEFAULT_WINDOW, DEFAULT_CAPACITY, Instant.now());
    }

    /// A guard that knows nothing of what came before `begin`.
    ///
    /// @param capacity attempts remembered at a time
    public LocalReplayGuard(Duration window, int capacity, Instant begin) {
        if (!window.isPositive() || capacity < 1) {
            throw new IllegalArgumentException("a window of " + window + " for " + capacity);
        }
        this.window = window;
        this.capacity = capacity;
        this.begin = begin;
    }

    @Override
    public Duration window() {
        return window;
    }

    @Override
    public synchronized boolean claim(Attempt attempt) {
        forget(attempt.now());
        if (mayPrecedeUs(attempt) || seen.size() == capacity) {
            return false;
        }
        ByteBuffer binder = ByteBuffer.wrap(attempt.binder().clone());
        if (!seen.add(binder)) {
            return false;
        }
        inOrder.add(new Seen(binder, attempt.now().plus(memory())));
        return true;
    }

    /// A copy of what came to a process before this one is fresh until two windows from our begin;
    /// a ticket issued since then was never shown to that process.
    private boolean mayPrecedeUs(Attempt attempt) {
        return attempt.ticketIssued().isBefore(begin)
                && attempt.now().isBefore(begin.plus(memory()));
    }

    /// What is sent at `t` may come from `t - window` to `t + window`.
    private Duration memory() {
        return window.multipliedBy(2);
    }

    private void forget(Instant now) {
        while (!inOrder.isEmpty() && inOrder.element().until().isBefore(now)) {
            seen.remove(inOrder.remove().binder());
        }
    }
}
