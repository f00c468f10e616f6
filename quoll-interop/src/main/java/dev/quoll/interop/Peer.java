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

    @Override
    public String toString() {
        return label();
    }
}
