package dev.quoll.interop;

import java.util.List;

/// Something of QUIC that one of the programs is told to use, whoever it is.
enum Feature {
    NOTHING(Role.CLIENT, ""),
    /// Has every client prove its address.
    RETRY(Role.SERVER, "--retry"),
    /// Asks clients to go to another address, [#PREFERRED], on the port it listens on.
    PREFERRED_ADDRESS(Role.SERVER, "--preferred-address"),
    /// Begins in version 1 and prefers version 2.
    VERSION_2(Role.CLIENT, "--v2"),
    /// Changes the keys as soon as it may.
    KEY_UPDATE(Role.CLIENT, "--key-update"),
    /// Goes over to another port when the handshake is confirmed.
    MIGRATION(Role.CLIENT, "--migrate");

    /// The loopback interface has it too, and no relay leads there.
    private static final String PREFERRED = "127.0.0.2";

    private final Role end;
    private final String option;

    Feature(Role end, String option) {
        this.end = end;
        this.option = option;
    }

    /// What the program at that end is started with.
    ///
    /// @param address of the server
    List<String> options(Role program, String address) {
        if (this == NOTHING || program != end) {
            return List.of();
        }
        return this == PREFERRED_ADDRESS
                ? List.of(option, HostAndPort.elsewhere(PREFERRED, address))
                : List.of(option);
    }
}
