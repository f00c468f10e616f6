package dev.quoll.core.nat;

import dev.quoll.core.address.FourTuple;

import org.jspecify.annotations.Nullable;

import java.util.ArrayDeque;
import java.util.Deque;

/// The answers owed to probes that came over routes no path leads over, one for each route, the
/// newest. *Confined*.
public final class OwedAnswers {
    /// The most answers owed at a time; a peer that sends more has the oldest forgotten.
    static final int MAX_OWED = 32;

    /// An answer.
    ///
    /// @param route where the probe came from
    /// @param path whose packet it was in
    /// @param challenge to be repeated
    /// @param bytes of the datagram, which bound those of the answer
    public record Owed(FourTuple route, long path, long challenge, int bytes) {}

    private final Deque<Owed> owed = new ArrayDeque<>(0);

    /// Nothing is owed.
    public OwedAnswers() {}

    /// A probe came.
    public void add(Owed answer) {
        owed.removeIf(each -> each.route().equals(answer.route()));
        if (owed.size() == MAX_OWED) {
            owed.removeFirst();
        }
        owed.addLast(answer);
    }

    /// The next answer, which is then no longer owed; `null` if there is none.
    public @Nullable Owed poll() {
        return owed.poll();
    }

    /// Whether there is one.
    public boolean isEmpty() {
        return owed.isEmpty();
    }
}
