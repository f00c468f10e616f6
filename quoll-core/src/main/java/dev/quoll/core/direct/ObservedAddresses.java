package dev.quoll.core.direct;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// At what addresses the peers of a socket see it. Each may lie, so an address counts the more the
/// more peers report it. One that nobody reports any more is kept for a minute: a translator
/// forgets it later than that. *Confined*.
public final class ObservedAddresses {
    /// Addresses that are told to others, at most.
    public static final int MAX_TOLD = 8;

    /// Addresses that are known at a time, at most; and how many of them one peer can add.
    static final int MAX_KNOWN = 64;

    static final int MAX_OF_ONE = 4;

    /// How long an address is good that nobody reports any more.
    static final long KEPT_NANOS = 60_000_000_000L;

    private static final class Sighting {
        private final Set<Object> reporters = new HashSet<>();
        private final long number;
        private long goneNanos;

        private Sighting(long number) {
            this.number = number;
        }

        private boolean isOver(long nowNanos) {
            return reporters.isEmpty() && nowNanos - goneNanos >= KEPT_NANOS;
        }
    }

    private final Map<InetSocketAddress, Sighting> known = new HashMap<>();
    private long nextNumber;

    /// Nobody has said anything.
    public ObservedAddresses() {}

    /// A peer sees the socket at these addresses, and at no others any more.
    ///
    /// @param reporter which peer, told apart by equality
    /// @return whether that changes [#present]
    public boolean onReport(Object reporter, Set<InetSocketAddress> addresses, long nowNanos) {
        List<InetSocketAddress> before = present(nowNanos);
        known.forEach(
                (address, sighting) -> {
                    if (!addresses.contains(address) && sighting.reporters.remove(reporter)) {
                        sighting.goneNanos = nowNanos;
                    }
                });
        addresses.stream().limit(MAX_OF_ONE).forEach(each -> add(each, reporter));
        return !before.equals(present(nowNanos));
    }

    private void add(InetSocketAddress address, Object reporter) {
        Sighting sighting = known.get(address);
        if (sighting == null) {
            if (known.size() >= MAX_KNOWN && !forgetOne()) {
                return;
            }
            sighting = new Sighting(nextNumber++);
            known.put(address, sighting);
        }
        sighting.reporters.add(reporter);
    }

    /// @return whether there is one that nobody reports
    private boolean forgetOne() {
        return known.entrySet().stream()
                .filter(each -> each.getValue().reporters.isEmpty())
                .min(Comparator.comparingLong(each -> each.getValue().goneNanos))
                .map(Map.Entry::getKey)
                .filter(address -> known.remove(address) != null)
                .isPresent();
    }

    /// The addresses that are good now, those of the most peers first, and then the oldest.
    public List<InetSocketAddress> present(long nowNanos) {
        known.values().removeIf(each -> each.isOver(nowNanos));
        List<Map.Entry<InetSocketAddress, Sighting>> all = new ArrayList<>(known.entrySet());
        all.sort(
                Comparator.<Map.Entry<InetSocketAddress, Sighting>>comparingInt(
                                each -> -each.getValue().reporters.size())
                        .thenComparingLong(each -> each.getValue().number));
        return all.stream().map(Map.Entry::getKey).limit(MAX_TOLD).toList();
    }
}
