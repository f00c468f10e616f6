package dev.quoll.interop;

import java.util.Locale;

/// Which end our side is.
enum Role {
    CLIENT,
    SERVER;

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    @Override
    public String toString() {
        return label();
    }
}
