package dev.quoll.sim.datagram;

import dev.quoll.sim.clock.VirtualClock;
import dev.quoll.sim.seed.Seed;

/// What all parts of one run share.
///
/// @param clock the time
/// @param seed of the whole run; each part takes its share by its own name
/// @param trace what has happened
public record World(VirtualClock clock, Seed seed, Trace trace) {
    /// The beginning of a run.
    public static World seeded(Seed seed) {
        return new World(new VirtualClock(), seed, new Trace());
    }

    /// The time in nanoseconds.
    public long nowNanos() {
        return clock.nowNanos();
    }
}
