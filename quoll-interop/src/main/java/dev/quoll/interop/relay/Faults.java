package dev.quoll.interop.relay;

import java.util.Set;

/// What a link does to datagrams. *Immutable*.
///
/// @param loss some vanish
/// @param corruption in some a bit is flipped
/// @param reordering some overtake what is under way, by half of the delay
/// @param lostFromClient the numbers of the client's datagrams that vanish, the first of all is 1
public record Faults(
        Chance loss, Chance corruption, Chance reordering, Set<Integer> lostFromClient) {
    /// Nothing.
    public static final Faults NONE =
            new Faults(Chance.NEVER, Chance.NEVER, Chance.NEVER, Set.of());

    public Faults {
        lostFromClient = Set.copyOf(lostFromClient);
    }

    /// A chance of loss.
    public static Faults losing(Chance chance) {
        return new Faults(chance, Chance.NEVER, Chance.NEVER, Set.of());
    }

    /// A chance of damage.
    public static Faults corrupting(Chance chance) {
        return new Faults(Chance.NEVER, chance, Chance.NEVER, Set.of());
    }

    /// A chance of overtaking.
    public static Faults reordering(Chance chance) {
        return new Faults(Chance.NEVER, Chance.NEVER, chance, Set.of());
    }

    /// The loss of just these of the client's datagrams.
    public static Faults losingFromClient(Set<Integer> numbers) {
        return new Faults(Chance.NEVER, Chance.NEVER, Chance.NEVER, numbers);
    }
}
