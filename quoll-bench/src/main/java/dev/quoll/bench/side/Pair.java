package dev.quoll.bench.side;

/// Two runs, one after the other. *Immutable*.
record Pair(Sample ours, Sample theirs) {}
