package dev.quoll.sim.link;

import dev.quoll.sim.datagram.Datagram;
import dev.quoll.sim.datagram.Hop;

import java.util.random.RandomGenerator;

/// Turns a few neighbouring bits of some datagrams; their length stays.
///
/// @param probability how many datagrams it hits
public record Corruption(double probability) implements LinkModel {
    /// The most bits that are turned in one datagram.
    public static final int MAX_BITS = 8;

    public Corruption {
        Check.probability(probability);
    }

    @Override
    public Hop open(Junction junction) {
        return datagram -> {
            boolean hit = junction.chance(probability) && datagram.length() > 0;
            junction.next().accept(hit ? corrupt(datagram, junction.random()) : datagram);
        };
    }

    private static Datagram corrupt(Datagram datagram, RandomGenerator random) {
        byte[] bytes = datagram.bytes().clone();
        int totalBits = bytes.length * Byte.SIZE;
        int first = random.nextInt(totalBits);
        int count = random.nextInt(1, MAX_BITS + 1);
        for (int bit = first; bit < Math.min(first + count, totalBits); bit++) {
            bytes[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);
        }
        return datagram.withBytes(bytes);
    }
}
