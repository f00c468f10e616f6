package dev.quoll.interop.relay;

/// How many datagrams something happens to. *Immutable*.
///
/// @param probability for each, 0 to 1
/// @param atMostInARow after so many the next is spared
public record Chance(double probability, int atMostInARow) {
    /// To none.
    public static final Chance NEVER = new Chance(0, 0);

    public Chance {
        if (!(probability >= 0 && probability <= 1) || atMostInARow < 0) {
            throw new IllegalArgumentException(probability + ", in a row " + atMostInARow);
        }
    }
}
