package dev.quoll.interop;

import java.util.Locale;

/// What a client does on its connection; the README says what each carries.
enum Mode {
    HANDSHAKE,
    DOWN,
    UP,
    ECHO,
    STREAMS;

    /// As the command line has it.
    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
