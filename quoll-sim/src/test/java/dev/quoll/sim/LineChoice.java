package dev.quoll.sim;

import dev.quoll.sim.link.LinkSpec;
import dev.quoll.sim.network.Line;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// A line of a network that is drawn by lot: which address of the client's machine it connects with
/// which of the server's.
///
/// @param client which address, 0 for the first
/// @param server which address, 0 for the first
/// @param millis one way
/// @param working the directions in which it ever carries anything
record LineChoice(int client, int server, int millis, Working working) {
    private static final LinkSpec NOTHING = LinkSpec.ideal().loss(1);

    /// Directions.
    enum Working {
        BOTH,
        TO_SERVER,
        TO_CLIENT
    }

    /// Addresses and where they lie.
    private record Ends(int client, int server) {}

    /// Adds those lines that `sim` does not have yet.
    static void addAll(Sim sim, List<LineChoice> choices) {
        Set<Ends> taken = new HashSet<>(Set.of(new Ends(0, 0)));
        for (LineChoice choice : choices) {
            if (taken.add(new Ends(choice.client, choice.server))) {
                choice.addTo(sim);
            }
        }
    }

    /// Has a line carry everything in both directions: a client that has moved may have no other.
    static void repair(Line line) {
        LinkSpec link = LinkSpec.ideal().delay(Duration.ofMillis(20));
        line.link().there().change(link);
        line.link().back().change(link);
    }

    private void addTo(Sim sim) {
        LinkSpec link = LinkSpec.ideal().delay(Duration.ofMillis(millis)).loss(0.05);
        Line line = sim.addLine("10.0." + client + ".1", "10." + server + ".0.2", link, link);
        switch (working) {
            case BOTH -> {}
            case TO_SERVER -> line.link().back().change(NOTHING);
            case TO_CLIENT -> line.link().there().change(NOTHING);
        }
    }
}
