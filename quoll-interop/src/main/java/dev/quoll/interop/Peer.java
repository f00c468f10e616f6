package dev.quoll.interop;

import java.util.Locale;

/// An implementation that is not ours.
enum Peer {
    QUINN,
    NETTY,
    KWIK;

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// Whether it stands still now and then whoever it talks to, as the README tells with figures;
    /// then a trial that stalls is run a second time.
    boolean stallsAtTimes() {
        return this == KWIK;
    }

    @Override
    public String toString() {
        return label();
    }
}
