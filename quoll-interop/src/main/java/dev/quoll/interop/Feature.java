package dev.quoll.interop;

import java.util.Optional;

/// Something of QUIC that one of the programs is told to use, whoever it is.
enum Feature {
    NOTHING(Role.CLIENT, ""),
    /// Has every client prove its address.
    RETRY(Role.SERVER, "--retry"),
    /// Begins in version 1 and prefers version 2.
    VERSION_2(Role.CLIENT, "--v2"),
    /// Changes the keys as soon as it may.
    KEY_UPDATE(Role.CLIENT, "--key-update"),
    /// Goes over to another port when the handshake is confirmed.
    MIGRATION(Role.CLIENT, "--migrate");

    private final Role end;
    private final String option;

    Feature(Role end, String option) {
        this.end = end;
        this.option = option;
    }

    /// What the program at that end is started with.
    Optional<String> option(Role program) {
        return this == NOTHING || program != end ? Optional.empty() : Optional.of(option);
    }
}
