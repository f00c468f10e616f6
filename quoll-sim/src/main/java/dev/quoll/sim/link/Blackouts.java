package dev.quoll.sim.link;

import dev.quoll.sim.datagram.DropCause;
import dev.quoll.sim.datagram.Hop;

import java.time.Duration;
import java.util.List;

/// Planned outages: what reaches the link in one of them is lost, what is past it already is not.
///
/// @param outages in any order, in virtual time
public record Blackouts(List<Outage> outages) implements LinkModel {
    /// A time without service.
    ///
    /// @param from its first instant since the run began
    /// @param length how long
    public record Outage(Duration from, Duration length) {
        public Outage {
            Check.notNegative(from);
            Check.notNegative(length);
        }

        boolean covers(long nowNanos) {
            long since = nowNanos - from.toNanos();
            return since >= 0 && since < length.toNanos();
        }
    }

    public Blackouts {
        outages = List.copyOf(outages);
    }

    /// One outage.
    public static Blackouts at(Duration from, Duration length) {
        return new Blackouts(List.of(new Outage(from, length)));
    }

    @Override
    public Hop open(Junction junction) {
        return datagram -> {
            long now = junction.clock().nowNanos();
            if (outages.stream().anyMatch(outage -> outage.covers(now))) {
                junction.drop(datagram, DropCause.BLACKOUT);
            } else {
                junction.next().accept(datagram);
            }
        };
    }
}
