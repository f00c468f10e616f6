package dev.quoll.interop;

/// A trial that was run. *Immutable*.
///
/// @param seconds from the client's start to its end
record Outcome(Trial trial, Verdict verdict, double seconds) {
    /// The same, but if it passed with a remark.
    Outcome remarking(String remark) {
        return verdict instanceof Verdict.Passed
                ? new Outcome(trial, new Verdict.Passed(remark), seconds)
                : this;
    }

    boolean isFailure() {
        return verdict.isFailure();
    }
}
