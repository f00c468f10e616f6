package dev.quoll.sim.link;

import dev.quoll.sim.datagram.Datagram;
import dev.quoll.sim.datagram.DropCause;
import dev.quoll.sim.datagram.Hop;

import java.util.Arrays;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/// Drops the datagrams that a test chooses, by what they hold or by their place in the order.
///
/// @param name what is dropped, for the line that replays a failure
/// @param choice made anew for each run of the link, so that it may count
public record Sieve(String name, Choice choice) implements LinkModel {
    /// Which datagrams to drop.
    @FunctionalInterface
    public interface Choice {
        /// Begins a run: answers for each datagram in turn whether it is dropped.
        Predicate<Datagram> begin();
    }

    /// Drops each datagram that `chosen` is true of.
    public static Sieve dropping(String name, Predicate<Datagram> chosen) {
        return new Sieve(name, () -> chosen);
    }

    /// Drops the datagrams that reach this place as the first (1), second (2) and so on.
    public static Sieve droppingNumbers(long... numbers) {
        Set<Long> chosen = Arrays.stream(numbers).boxed().collect(Collectors.toSet());
        return new Sieve(
                "numbers " + Arrays.toString(numbers),
                () -> {
                    long[] count = new long[1];
                    return datagram -> chosen.contains(++count[0]);
                });
    }

    @Override
    public Hop open(Junction junction) {
        Predicate<Datagram> chosen = choice.begin();
        return datagram -> {
            if (chosen.test(datagram)) {
                junction.drop(datagram, DropCause.CHOSEN);
            } else {
                junction.next().accept(datagram);
            }
        };
    }

    @Override
    public String toString() {
        return "Sieve[" + name + "]";
    }
}
