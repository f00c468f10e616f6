package dev.quoll.bench.side;

import java.util.List;

/// How the two ends of a side are started. *Immutable*.
interface Commands {
    /// What the files with its output are called after.
    String name();

    /// The server's, on any free port.
    List<String> server();

    /// The client's.
    ///
    /// @param address the server's
    List<String> client(String address);

    /// Whether the server tells its heap when it is asked; else its resident memory is taken.
    boolean tellsHeap();
}
