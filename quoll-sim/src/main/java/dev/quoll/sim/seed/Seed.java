package dev.quoll.sim.seed;

import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/// The source of every random choice of a run. Parts get seeds of their own by name, so adding a
/// link, a host or a fault to a test leaves the choices of all others as they were. *Immutable*.
///
/// @param value any 64 bits
public record Seed(long value) {
    private static final long GOLDEN_GAMMA = 0x9E37_79B9_7F4A_7C15L;

    /// The seed of the part called `name`.
    public Seed split(String name) {
        long mixed = mix(value + GOLDEN_GAMMA);
        for (int i = 0; i < name.length(); i++) {
            mixed = mix((mixed ^ name.charAt(i)) + GOLDEN_GAMMA);
        }
        return new Seed(mixed);
    }

    /// A generator that begins at this seed; each call gives a new one with the same sequence.
    public RandomGenerator generator() {
        return new SplittableRandom(value);
    }

    private static long mix(long bits) { // the finalizer of SplitMix64
        long mixed = (bits ^ bits >>> 30) * 0xBF58_476D_1CE4_E5B9L;
        mixed = (mixed ^ mixed >>> 27) * 0x94D0_49BB_1331_11EBL;
        return mixed ^ mixed >>> 31;
    }
}
