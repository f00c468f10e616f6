package dev.quoll.core.range;

import com.sun.management.ThreadMXBean;

import java.lang.management.ManagementFactory;

/// Measures what the current thread allocates, for tests of the rooms that stand on ranges.
public final class Allocation {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private Allocation() {}

    /// The bytes that `steady` allocates, after a call that lets everything grow and load.
    public static long inSteadyState(Runnable steady) {
        steady.run();
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 5; i++) { // the first measurement may itself allocate
            long before = THREADS.getCurrentThreadAllocatedBytes();
            steady.run();
            least = Math.min(least, THREADS.getCurrentThreadAllocatedBytes() - before);
        }
        return least;
    }
}
