package dev.quoll.sim.link;

import dev.quoll.core.address.Ecn;
import dev.quoll.sim.datagram.Hop;

/// Marks some of the datagrams that allow it as having met congestion. For marks by queue length
/// see [Queue#markingAbove].
///
/// @param probability how often
/// @spec https://www.rfc-editor.org/rfc/rfc3168#section-5 RFC 3168, section 5
public record EcnMarking(double probability) implements LinkModel {
    public EcnMarking {
        Check.probability(probability);
    }

    @Override
    public Hop open(Junction junction) {
        return datagram -> {
            boolean marks = junction.chance(probability) && datagram.isEcnCapable();
            junction.next().accept(marks ? datagram.withEcn(Ecn.CE) : datagram);
        };
    }
}
