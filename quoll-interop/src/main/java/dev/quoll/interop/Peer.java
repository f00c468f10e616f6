package dev.quoll.interop;

import java.util.Locale;

/// An implementation at the other end.
enum Peer {
    QUINN,
    NETTY,
    KWIK,
    /// Our own, to measure by; only where it is asked for.
    QUOLL;

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
