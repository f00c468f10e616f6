package dev.quoll.sim.link;

import dev.quoll.sim.clock.VirtualClock;
import dev.quoll.sim.datagram.Datagram;
import dev.quoll.sim.datagram.DropCause;
import dev.quoll.sim.datagram.Hop;

import java.util.function.BiConsumer;
import java.util.random.RandomGenerator;

/// The place in a link where a model is fitted in: all it has of the world.
///
/// @param clock the time, and a way to do something later
/// @param random the model's own choices
/// @param next where datagrams go on to
/// @param dropped told of each datagram that does not, and why
public record Junction(
        VirtualClock clock,
        RandomGenerator random,
        Hop next,
        BiConsumer<Datagram, DropCause> dropped) {
    /// Passes `datagram` on when the clock shows `atNanos`.
    void passAt(long atNanos, Datagram datagram) {
        clock.at(atNanos, () -> next.accept(datagram));
    }

    /// Says yes with `probability`, and asks chance each time, so that one answer does not shift
    /// those after it.
    boolean chance(double probability) {
        return random.nextDouble() < probability;
    }

    void drop(Datagram datagram, DropCause cause) {
        dropped.accept(datagram, cause);
    }
}
