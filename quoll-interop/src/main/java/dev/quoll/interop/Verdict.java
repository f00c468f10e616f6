package dev.quoll.interop;

/// What came of a trial. *Immutable*.
sealed interface Verdict {
    record Passed() implements Verdict {}

    /// Something both sides should have done was not done.
    record Failed(String reason) implements Verdict {}

    /// A peer's program cannot do it, and said so.
    record Unsupported(String reason) implements Verdict {}

    default String label() {
        return switch (this) {
            case Passed() -> "passed";
            case Failed(_) -> "FAILED";
            case Unsupported(_) -> "unsupported";
        };
    }

    /// Why, or nothing.
    default String reason() {
        return switch (this) {
            case Passed() -> "";
            case Failed(String why) -> why;
            case Unsupported(String why) -> why;
        };
    }
}
