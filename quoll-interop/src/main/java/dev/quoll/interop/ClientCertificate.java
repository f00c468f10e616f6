package dev.quoll.interop;

import java.util.Optional;

/// Whether the server insists on a certificate, and which one the client shows.
enum ClientCertificate {
    /// The server does not ask.
    NOT_ASKED(Optional.empty()),
    /// Asked for, and good.
    TRUSTED(Optional.of("client")),
    /// Asked for, and the client has none.
    ABSENT(Optional.empty()),
    /// Asked for, and of a root that the server does not trust.
    STRANGER(Optional.of("stranger"));

    /// The root that servers trust.
    static final String ROOT_FILE = "ca.pem";

    private final Optional<String> name;

    ClientCertificate(Optional<String> name) {
        this.name = name;
    }

    boolean isAsked() {
        return this != NOT_ASKED;
    }

    Optional<String> certificateFile() {
        return name.map(file -> file + ".pem");
    }

    Optional<String> keyFile() {
        return name.map(file -> file + ".key");
    }
}
