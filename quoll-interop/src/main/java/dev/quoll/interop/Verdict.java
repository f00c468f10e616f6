package dev.quoll.interop;

import java.util.Optional;

/// What came of a trial. *Immutable*.
sealed interface Verdict {
    /// All is as the case asks.
    ///
    /// @param remark something to tell all the same, or nothing
    record Passed(String remark) implements Verdict {}

    /// The same in every run of a case that measures.
    ///
    /// @param rates of the bodies
    /// @param beside of the TCP flow that shared the link, if there was one
    record Measured(Rates rates, Optional<Rates> beside) implements Verdict {
        /// These runs and then the others, of the same case.
        Measured and(Measured others) {
            return new Measured(
                    rates.and(others.rates), beside.flatMap(own -> others.beside.map(own::and)));
        }
    }

    /// Something both sides should have done was not done.
    record Failed(String reason) implements Verdict {}

    /// Nothing went on any more: the connection timed out, or the client had to be killed.
    record Stalled(String reason) implements Verdict {}

    /// A peer cannot do it: its program said so, or it failed in the way that is known.
    record Unsupported(String reason) implements Verdict {}

    default boolean isFailure() {
        return switch (this) {
            case Failed(_), Stalled(_) -> true;
            case Passed(_), Measured(_, _), Unsupported(_) -> false;
        };
    }

    /// Whether all is as the case asks.
    default boolean isPass() {
        return this instanceof Passed || this instanceof Measured;
    }

    default String label() {
        return switch (this) {
            case Passed(_), Measured(_, _) -> "passed";
            case Failed(_), Stalled(_) -> "FAILED";
            case Unsupported(_) -> "unsupported";
        };
    }

    /// Why, or nothing.
    default String reason() {
        return switch (this) {
            case Passed(String remark) -> remark;
            case Measured(Rates rates, Optional<Rates> beside) ->
                    rates + beside.map(tcp -> "; TCP beside it " + tcp).orElse("");
            case Failed(String why) -> why;
            case Stalled(String why) -> why;
            case Unsupported(String why) -> why;
        };
    }
}
