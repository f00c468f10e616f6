package dev.quoll.cli.punch;

import dev.quoll.core.id.ConnectionId;
import dev.quoll.core.id.Side;
import dev.quoll.core.observe.ConnectionObserver;
import dev.quoll.core.observe.ConnectionObservers;
import dev.quoll.core.observe.Observation;

import org.jspecify.annotations.Nullable;

import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/// Remembers the rounds of NAT traversal that begin, until they are asked for: who observes a
/// connection may not tell anybody at once. *Thread-safe*.
final class Rounds implements ConnectionObservers {
    /// More are not kept: whoever asks is too slow for them.
    private static final int MAX_KEPT = 1000;

    private final Queue<Long> begun = new ConcurrentLinkedQueue<>();

    Rounds() {}

    @Override
    public Optional<ConnectionObserver> observe(Side side, ConnectionId originalDestination) {
        return Optional.of((observation, _) -> onObserved(observation));
    }

    private void onObserved(Observation observation) {
        if (observation instanceof Observation.RoundBegun(long number) && begun.size() < MAX_KEPT) {
            begun.add(number);
        }
    }

    /// The number of the next round that began; null if none did.
    @Nullable Long poll() {
        return begun.poll();
    }
}
