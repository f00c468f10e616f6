package dev.quoll.core.connection;

import dev.quoll.core.address.FourTuple;
import dev.quoll.core.error.TransportErrorCode;
import dev.quoll.core.error.TransportException;
import dev.quoll.core.frame.ReachOutFrame;
import dev.quoll.core.nat.OwedAnswers;
import dev.quoll.core.nat.ProbeBudget;
import dev.quoll.core.nat.PunchRound;

import org.jspecify.annotations.Nullable;

import java.net.InetSocketAddress;
import java.util.List;

/// The probes of NAT traversal as iroh speaks it: small packets of a path that leave aside of all
/// paths, and the answers to such. *Confined*.
final class AsideProbes {
    /// Bytes that a probe takes at most, UDP payload.
    static final int PROBE_BYTES = 60;

    private final PunchRound round;
    private final OwedAnswers owed = new OwedAnswers();
    private final ProbeBudget budget;

    /// @param firstWaitNanos between the first probe of a round and the second
    AsideProbes(long firstWaitNanos, long nowNanos) {
        round = new PunchRound(firstWaitNanos);
        budget = new ProbeBudget(nowNanos);
    }

    /// The number of the present round, 0 before the first.
    long roundNumber() {
        return round.number();
    }

    /// Begins a client's round.
    void begin(List<InetSocketAddress> addresses, long nowNanos) {
        round.begin(round.number() + 1, addresses, nowNanos);
    }

    /// A running round goes to addresses that are named late, too.
    void join(InetSocketAddress address) {
        if (round.deadlineNanos() != PunchRound.NEVER && !round.contains(address)) {
            round.add(address);
        }
    }

    /// The client asks for probes.
    ///
    /// @param limit how many addresses it may name in a round
    void onReachOut(ReachOutFrame frame, int limit, long nowNanos) throws TransportException {
        if (frame.round() > round.number()) {
            round.begin(frame.round(), List.of(frame.address()), nowNanos);
        } else if (frame.round() == round.number() && !round.contains(frame.address())) {
            if (round.size() >= limit) {
                throw new TransportException(
                        TransportErrorCode.PROTOCOL_VIOLATION,
                        "over " + limit + " addresses in a round");
            }
            round.add(frame.address());
        }
    }

    /// A challenge came over a route that no path leads over.
    void onChallenge(FourTuple from, long path, long challenge, int bytes) {
        owed.add(new OwedAnswers.Owed(from, path, challenge, bytes));
    }

    /// An answer came to a challenge of ours, maybe of this round.
    ///
    /// @return whether it was one
    boolean onResponse(FourTuple from, long challenge) {
        return round.onResponse(challenge, from.remote());
    }

    /// The next answer that is owed, which is then no longer; `null` if there is none.
    OwedAnswers.@Nullable Owed nextAnswer() {
        return owed.poll();
    }

    /// The address to which a probe is due and may be sent; `null` if there is none.
    @Nullable InetSocketAddress nextProbe(long nowNanos) {
        InetSocketAddress address = round.nextDue();
        return address != null && budget.take(PROBE_BYTES, nowNanos) ? address : null;
    }

    /// The probe is sent.
    void onProbeSent(long challenge) {
        round.onProbeSent(challenge);
    }

    /// A challenge went along with an answer.
    void onAskedBack(FourTuple route, long challenge) {
        round.onChallengeSent(route.remote(), challenge);
    }

    long deadlineNanos() {
        return round.deadlineNanos();
    }

    void onTimeout(long nowNanos) {
        round.onTimeout(nowNanos);
    }
}
