package dev.quoll.core.buffer;

import com.sun.management.ThreadMXBean;

import java.lang.management.ManagementFactory;

/// What the current thread allocated so far.
final class Allocation {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private Allocation() {}

    static long ofThisThread() {
        return THREADS.getCurrentThreadAllocatedBytes();
    }
}
