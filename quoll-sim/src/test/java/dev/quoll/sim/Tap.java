package dev.quoll.sim;

import dev.quoll.sim.datagram.Datagram;
import dev.quoll.sim.datagram.Hop;
import dev.quoll.sim.link.Junction;
import dev.quoll.sim.link.LinkModel;

import java.util.function.Consumer;

/// Shows a test every datagram that comes by, and lets it pass.
public record Tap(Consumer<Datagram> observer) implements LinkModel {
    @Override
    public Hop open(Junction junction) {
        return datagram -> {
            observer.accept(datagram);
            junction.next().accept(datagram);
        };
    }

    @Override
    public String toString() {
        return "Tap";
    }
}
