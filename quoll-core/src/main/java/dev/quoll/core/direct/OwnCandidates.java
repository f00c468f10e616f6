package dev.quoll.core.direct;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// The addresses that are named to one peer, so many as it takes, the best first. What the
/// application names by itself comes before, is not withdrawn here, and what it withdraws is not
/// named again. *Confined*.
final class OwnCandidates {
    private List<InetSocketAddress> present = List.of();
    private final Set<InetSocketAddress> mine = new HashSet<>();
    private final Set<InetSocketAddress> unwanted = new HashSet<>();

    /// Where this side may be reached now, the best first.
    void onPresent(List<InetSocketAddress> candidates) {
        present = List.copyOf(candidates);
        unwanted.retainAll(present);
    }

    /// The application has named an address.
    void onNamed(InetSocketAddress address) {
        mine.remove(address);
        unwanted.remove(address);
    }

    /// The application has withdrawn an address.
    void onWithdrawn(InetSocketAddress address) {
        mine.remove(address);
        if (present.contains(address)) {
            unwanted.add(address);
        }
    }

    /// What the peer is to be told.
    List<Step> steps(List<InetSocketAddress> named, int limit) {
        List<InetSocketAddress> others =
                named.stream().filter(each -> !mine.contains(each)).toList();
        List<InetSocketAddress> wanted =
                present.stream()
                        .filter(each -> !others.contains(each) && !unwanted.contains(each))
                        .distinct()
                        .limit(Math.max(0, limit - others.size()))
                        .toList();
        List<Step> steps = new ArrayList<>();
        for (InetSocketAddress each : named) {
            if (mine.contains(each) && !wanted.contains(each)) {
                mine.remove(each);
                steps.add(new Step.Withdraw(each));
            }
        }
        for (InetSocketAddress each : wanted) {
            if (mine.add(each)) {
                steps.add(new Step.Name(each));
            }
        }
        return steps;
    }
}
