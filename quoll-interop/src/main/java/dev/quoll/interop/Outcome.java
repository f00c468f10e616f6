package dev.quoll.interop;

/// A trial that was run. *Immutable*.
///
/// @param seconds from the client's start to its end
record Outcome(Trial trial, Verdict verdict, double seconds) {
    boolean isFailure() {
        return verdict instanceof Verdict.Failed;
    }
}
