package dev.quoll.sim;

import java.lang.management.ManagementFactory;

/// How much memory is in use.
public final class Heap {
    private Heap() {}

    /// Bytes in use when nothing is left to be collected.
    public static long used() {
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 3; i++) {
            System.gc();
            least =
                    Math.min(
                            least,
                            ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
        }
        return least;
    }
}
