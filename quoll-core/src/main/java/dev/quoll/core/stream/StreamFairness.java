package dev.quoll.core.stream;

/// How streams of the same priority share what may be sent.
public enum StreamFairness {
    /// Each gets one frame a turn, so that all of them move.
    ROUND_ROBIN,
    /// One sends all it has before the next gets a turn, so that the first are done sooner.
    ONE_AFTER_ANOTHER
}
