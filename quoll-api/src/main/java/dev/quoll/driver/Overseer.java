package dev.quoll.driver;

import dev.quoll.core.packet.Token;
import dev.quoll.core.version.QuicVersion;

/// Told of what a connection does that concerns more than itself. Called with the connection's
/// lock; must not wait.
interface Overseer {
    /// Nobody cares.
    Overseer NONE = new Overseer() {};

    /// The server gave a token for a later connection of this version.
    default void onToken(Token token, QuicVersion version) {}

    /// The handshake is done or has failed; called once.
    default void onHandshakeOver() {}
}
