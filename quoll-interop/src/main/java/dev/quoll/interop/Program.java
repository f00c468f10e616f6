package dev.quoll.interop;

import java.util.List;

/// A program with the common command line, which can be either end. *Immutable*.
///
/// @param command what comes before `server` and `client`
record Program(String name, List<String> command) {
    /// The name of our own.
    static final String QUOLL = "quoll";

    Program {
        command = List.copyOf(command);
    }

    boolean isQuoll() {
        return name.equals(QUOLL);
    }

    /// Whether its client keeps sessions in a file, from one run to the next. Others cannot, and
    /// make two connections in one run.
    boolean keepsSessions() {
        return isQuoll();
    }
}
