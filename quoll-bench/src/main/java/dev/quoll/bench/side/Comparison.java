package dev.quoll.bench.side;

import dev.quoll.bench.Spread;

import java.util.List;
import java.util.function.ToDoubleFunction;

/// What some pairs came to. *Immutable*.
///
/// @param connections that were open
/// @param ourPeakBytes the most memory of both our processes
record Comparison(
        Peer peer,
        Work work,
        int connections,
        List<Pair> pairs,
        long ourPeakBytes,
        long theirPeakBytes) {
    Spread ours(ToDoubleFunction<Sample> value) {
        return Spread.of(pairs, pair -> value.applyAsDouble(pair.ours()));
    }

    Spread theirs(ToDoubleFunction<Sample> value) {
        return Spread.of(pairs, pair -> value.applyAsDouble(pair.theirs()));
    }

    /// Ours to theirs, pair by pair.
    Spread ratio(ToDoubleFunction<Sample> value) {
        return Spread.of(
                pairs,
                pair -> value.applyAsDouble(pair.ours()) / value.applyAsDouble(pair.theirs()));
    }
}
