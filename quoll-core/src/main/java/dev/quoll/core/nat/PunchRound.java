package dev.quoll.core.nat;

import org.jspecify.annotations.Nullable;

import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;

/// The present round: probes go to every address at which the peer may be reached, soon after one
/// another and then less and less often, until one answers or nine were sent. A new round ends the
/// one before. *Confined*.
public final class PunchRound {
    /// No deadline.
    public static final long NEVER = Long.MAX_VALUE;

    /// Probes to one address in a round.
    public static final int MAX_PROBES = 9;

    private static final long MAX_WAIT_NANOS = 2_000_000_000L;

    /// Probes left of addresses that have not answered.
    private final Map<InetSocketAddress, Integer> left = new LinkedHashMap<>();

    private final Queue<InetSocketAddress> due = new ArrayDeque<>(0);

    /// Where each challenge of the round was sent.
    private final Map<Long, InetSocketAddress> challenges = new HashMap<>();

    private final long firstWaitNanos;
    private long number;
    private int attempt;
    private int size;
    private long nextNanos = NEVER;

    /// @param firstWaitNanos between the first probe and the second
    public PunchRound(long firstWaitNanos) {
        this.firstWaitNanos = firstWaitNanos;
    }

    /// The number of the round, 0 before the first.
    public long number() {
        return number;
    }

    /// How many addresses the round has had.
    public int size() {
        return size;
    }

    /// Begins a round.
    public void begin(long newNumber, List<InetSocketAddress> addresses, long nowNanos) {
        left.clear();
        due.clear();
        challenges.clear();
        number = newNumber;
        attempt = 0;
        size = 0;
        addresses.forEach(this::add);
        nextNanos = nowNanos + firstWaitNanos;
    }

    /// Adds an address, to which a probe is due at once.
    public void add(InetSocketAddress address) {
        if (left.putIfAbsent(address, MAX_PROBES) == null) {
            size++;
            due.add(address);
        }
    }

    /// Whether the address is in the round.
    public boolean contains(InetSocketAddress address) {
        return left.containsKey(address);
    }

    /// The address to which a probe is due; `null` if there is none.
    public @Nullable InetSocketAddress nextDue() {
        return due.peek();
    }

    /// The probe that was due is sent.
    public void onProbeSent(long challenge) {
        InetSocketAddress address = due.remove();
        left.computeIfPresent(address, (_, count) -> count - 1);
        challenges.put(challenge, address);
    }

    /// A challenge went along with an answer to the peer's probe, to where that came from.
    public void onChallengeSent(InetSocketAddress address, long challenge) {
        if (challenges.size() < MAX_PROBES * Math.max(1, size) * 2) {
            challenges.put(challenge, address);
        }
    }

    /// PATH_RESPONSE came.
    ///
    /// @param from where it came from, which must be where the challenge went
    /// @return whether the peer is reached there
    public boolean onResponse(long challenge, InetSocketAddress from) {
        if (!from.equals(challenges.get(challenge))) {
            return false;
        }
        challenges.values().removeIf(from::equals);
        left.computeIfPresent(from, (_, _) -> 0);
        due.removeIf(from::equals);
        return true;
    }

    /// When probes are due again.
    public long deadlineNanos() {
        return nextNanos;
    }

    /// Probes may be due again.
    public void onTimeout(long nowNanos) {
        if (nowNanos < nextNanos) {
            return;
        }
        left.forEach(
                (address, count) -> {
                    if (count > 0 && !due.contains(address)) {
                        due.add(address);
                    }
                });
        nextNanos = due.isEmpty() ? NEVER : nowNanos + waitNanos();
        attempt++;
    }

    private long waitNanos() {
        return Math.min(firstWaitNanos << Math.min(attempt, 16), MAX_WAIT_NANOS);
    }
}
