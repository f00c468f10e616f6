package dev.quoll.interop;

/// Whether the client has been at the server before, and what it makes of that.
enum Visits {
    /// The first time.
    ONE,
    /// The second time; the session of the first goes on.
    RESUMED,
    /// The same, and the work begins as early data, which the server accepts.
    EARLY,
    /// The same, but a new server answers that cannot open the ticket: early data is rejected, the
    /// handshake is a full one, and the client does its work once more.
    EARLY_TO_A_STRANGER;

    boolean areTwo() {
        return this != ONE;
    }

    boolean areEarly() {
        return this == EARLY || this == EARLY_TO_A_STRANGER;
    }

    boolean mustResume() {
        return this == RESUMED || this == EARLY;
    }
}
