package dev.quoll.core.nat;

import dev.quoll.core.frame.PunchMeNowFrame;
import dev.quoll.core.nat.CandidatePairs.Pair;

import org.jspecify.annotations.Nullable;

import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;

/// The present round of the draft's NAT traversal: to which addresses of the other side routes are
/// to be proved, each once. A new round ends the one before. A client asks for no more pairs in a
/// round than the server allows, and tries the others in the next. *Confined*.
///
/// @spec https://datatracker.ietf.org/doc/draft-seemann-quic-nat-traversal/ Using QUIC to traverse
///   NATs, section 4.4
public final class PairRound {
    /// How many times as long as it sends probes a client takes some.
    private static final int LISTENING = 3;

    private static final long OVER = Long.MIN_VALUE / 2;

    /// The number before the first round.
    public static final long NONE = -1;

    private final ReachOuts asks;
    private final long lengthNanos;
    private final Set<Pair> known = new HashSet<>();
    private final Queue<Pair> untried = new ArrayDeque<>(0);
    private final Set<PunchMeNowFrame> asked = new HashSet<>();
    private final Set<InetSocketAddress> targets = new LinkedHashSet<>();
    private final Queue<InetSocketAddress> waiting = new ArrayDeque<>(0);
    private long number = NONE;
    private long limit;
    private long untilNanos = OVER;

    /// @param asks takes what a client asks of the server
    /// @param lengthNanos for how long an address is probed
    public PairRound(ReachOuts asks, long lengthNanos) {
        this.asks = asks;
        this.lengthNanos = lengthNanos;
    }

    /// For how long an address is probed.
    public long lengthNanos() {
        return lengthNanos;
    }

    /// The number of the round, negative before the first.
    public long number() {
        return number;
    }

    /// Begins a client's round with the best of these pairs.
    ///
    /// @param newLimit how many pairs the server takes in a round
    /// @return the server's addresses that are probed
    public List<InetSocketAddress> begin(List<Pair> pairs, long newLimit, long nowNanos) {
        limit = newLimit;
        untried.clear();
        known.clear();
        beginNumber(Math.max(1, number + 1));
        untilNanos = nowNanos + lengthNanos;
        join(pairs, nowNanos);
        return List.copyOf(targets);
    }

    /// Takes in pairs that are possible only now, while rounds go on: in the present one, if it has
    /// room for them.
    public void join(List<Pair> pairs, long nowNanos) {
        if (nowNanos >= untilNanos) {
            return;
        }
        for (Pair each : pairs) {
            if (known.size() < CandidatePairs.MAX_PAIRS && known.add(each)) {
                untried.add(each);
            }
        }
        ask();
    }

    /// The server took an address back.
    public void forget(long remoteNumber) {
        untried.removeIf(each -> each.remoteNumber() == remoteNumber);
    }

    /// Begins a client's next round with pairs for which there was no room.
    ///
    /// @return whether there were any
    public boolean next(long nowNanos) {
        if (untried.isEmpty()) {
            return false;
        }
        beginNumber(number + 1);
        untilNanos = nowNanos + lengthNanos;
        ask();
        return true;
    }

    /// Whether a client takes probes from everywhere: for longer than it sends some, since a server
    /// with few connection IDs probes one address after the other.
    public boolean isListening(long nowNanos) {
        return nowNanos < untilNanos + LISTENING * lengthNanos;
    }

    /// The server is reached: no more is to be tried.
    public void end() {
        untilNanos = OVER;
        untried.clear();
        waiting.clear();
    }

    /// A client asks a server for a probe.
    ///
    /// @return how many different ones it has asked for in the round; 0 if it was for an older one
    public int onPunchMeNow(PunchMeNowFrame frame) {
        if (frame.round() < number) { // nat-traversal §4.4
            return 0;
        }
        if (frame.round() > number) {
            beginNumber(frame.round());
        }
        asked.add(frame);
        return asked.size();
    }

    /// Takes an address that is to be probed in the round.
    public void target(InetSocketAddress address) {
        if (targets.add(address)) {
            waiting.add(address);
        }
    }

    /// Whether addresses wait to be probed.
    public boolean hasWaiting() {
        return !waiting.isEmpty();
    }

    /// The next address to be probed, which does not wait any longer; `null` if there is none.
    public @Nullable InetSocketAddress nextTarget() {
        return waiting.poll();
    }

    private void beginNumber(long newNumber) {
        number = newNumber;
        asks.begin(newNumber);
        asked.clear();
        targets.clear();
        waiting.clear();
    }

    private void ask() {
        while (asks.size() < limit && !untried.isEmpty()) {
            Pair pair = untried.remove();
            asks.add(new PunchMeNowFrame(number, pair.remoteNumber(), pair.local()));
            target(pair.remote());
        }
    }
}
