package dev.quoll.bench.side;

import dev.quoll.bench.end.Answer;

/// One run of one side. *Immutable*.
///
/// @param cpuSeconds of both ends
/// @param memoryGrowth of the server in bytes; 0 where it is not measured
record Sample(Answer answer, double cpuSeconds, double memoryGrowth) {
    private static final double GIB = 1L << 30;

    /// Of bulk.
    double cpuSecondsPerGib() {
        return cpuSeconds * GIB / answer.count();
    }
}
