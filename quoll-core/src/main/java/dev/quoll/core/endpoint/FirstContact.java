package dev.quoll.core.endpoint;

import dev.quoll.core.connection.FirstInitial;
import dev.quoll.core.stats.DropReason;

/// What is done with a datagram that is for no connection. Immutable.
public sealed interface FirstContact {
    /// A client wants to connect.
    record Opens(FirstInitial initial) implements FirstContact {}

    /// A client speaks another version; a server sends `answer` back.
    record OtherVersion(byte[] answer) implements FirstContact {}

    /// The sender believes in a connection that is gone; `answer` is sent back.
    record Forgotten(byte[] answer) implements FirstContact {}

    /// Nothing is done.
    record Ignored(DropReason reason) implements FirstContact {}
}
