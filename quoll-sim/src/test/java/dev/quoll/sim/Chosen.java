package dev.quoll.sim;

import dev.quoll.sim.datagram.Datagram;
import dev.quoll.sim.datagram.Hop;
import dev.quoll.sim.link.Junction;
import dev.quoll.sim.link.LinkModel;

import java.time.Duration;
import java.util.function.Consumer;

/// Does something to one datagram of a link: the first (1), the second (2) and so on.
///
/// @param number which
/// @param fate what becomes of it
record Chosen(int number, Fate fate) implements LinkModel {
    enum Fate {
        LOST,
        SENT_TWICE,
        SENT_LATE_TOO,
        HELD_BACK,
        DAMAGED
    }

    private static final Duration HOLD = Duration.ofMillis(70);

    @Override
    public Hop open(Junction junction) {
        int[] count = new int[1];
        return datagram -> {
            if (++count[0] == number) {
                meet(datagram, junction, it -> junction.next().accept(it));
            } else {
                junction.next().accept(datagram);
            }
        };
    }

    private void meet(Datagram datagram, Junction junction, Consumer<Datagram> next) {
        switch (fate) {
            case LOST -> {}
            case SENT_TWICE -> {
                next.accept(datagram.copy());
                next.accept(datagram);
            }
            case SENT_LATE_TOO -> {
                Datagram copy = datagram.copy();
                junction.clock().after(HOLD, () -> next.accept(copy));
                next.accept(datagram);
            }
            case HELD_BACK -> junction.clock().after(HOLD, () -> next.accept(datagram));
            case DAMAGED -> {
                byte[] bytes = datagram.bytes().clone();
                bytes[bytes.length / 2] ^= 1;
                next.accept(datagram.withBytes(bytes));
            }
        }
    }
}
