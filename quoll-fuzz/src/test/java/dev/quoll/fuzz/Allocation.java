package dev.quoll.fuzz;

import com.sun.management.ThreadMXBean;

import java.lang.management.ManagementFactory;

/// Counts the bytes that the current thread allocates, so that an input cannot cost much more
/// memory than it has bytes itself.
public final class Allocation {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    /// The first time, classes are loaded, and instrumented by the fuzzer.
    private static final int ATTEMPTS = 3;

    private Allocation() {}

    /// Runs `target` and, as long as it allocates more than `limit` bytes, again.
    ///
    /// @param target does the same each time
    /// @throws AssertionError if it always allocates more
    public static void check(long limit, Runnable target) {
        long used = Long.MAX_VALUE;
        for (int attempt = 0; used > limit && attempt < ATTEMPTS; attempt++) {
            long before = THREADS.getCurrentThreadAllocatedBytes();
            target.run();
            used = THREADS.getCurrentThreadAllocatedBytes() - before;
        }
        if (used > limit) {
            throw new AssertionError(used + " bytes allocated, over " + limit);
        }
    }
}
