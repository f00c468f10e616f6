package dev.quoll.interop.relay;

import java.util.random.RandomGenerator;

/// Throws for one chance. *Confined*.
final class Dice {
    private final Chance chance;
    private final RandomGenerator random;
    private int inARow;

    Dice(Chance chance, RandomGenerator random) {
        this.chance = chance;
        this.random = random;
    }

    /// Whether it happens to the next datagram.
    boolean hit() {
        boolean hit =
                chance.probability() > 0
                        && inARow < chance.atMostInARow()
                        && random.nextDouble() < chance.probability();
        inARow = hit ? inARow + 1 : 0;
        return hit;
    }
}
