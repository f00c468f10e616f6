package dev.quoll.core.spi;

/// Which of several paths the next packet takes. Paths that have the status backup carry data only
/// while no available path works, whatever is chosen here. Immutable.
public sealed interface PathScheduling {
    /// The path with the lowest round-trip time first; the next one as soon as the first is full,
    /// if what waits would not be delivered earlier by waiting for the first.
    record LowestRttFirst() implements PathScheduling {}

    /// All paths in turn, each as far as its congestion window allows; but not one on which data
    /// would arrive later than if it waited for the fastest.
    record RoundRobinByWindow() implements PathScheduling {}

    /// As [LowestRttFirst]; and when nothing is left to be sent for the first time, what is still
    /// under way on a slower path is sent on the faster one too.
    record RedundantTail() implements PathScheduling {}
}
