package dev.quoll.core.observe;

/// Hears what a connection does, while it does it. *Confined*: a connection calls its observer
/// under the lock of its owner, with nothing sent meanwhile, so that an observer takes what it
/// needs and returns; it must not wait, throw, or call the connection.
@FunctionalInterface
public interface ConnectionObserver {
    /// Something happened. Arrays in it are copies that nobody changes any more.
    ///
    /// @param nowNanos nanoseconds since the endpoint began, never less than the time before
    void on(Observation observation, long nowNanos);
}
