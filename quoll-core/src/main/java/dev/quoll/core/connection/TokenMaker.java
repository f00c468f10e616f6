package dev.quoll.core.connection;

import dev.quoll.core.packet.Token;
import dev.quoll.core.version.QuicVersion;

import java.util.List;

/// Makes the tokens that a server gives a client for later connections: asked when the handshake is
/// done, since they are good in the version that was agreed on, and since whoever does not finish
/// it costs none. Quick; called by the connection.
///
/// @spec https://www.rfc-editor.org/rfc/rfc9369#section-5 RFC 9369, section 5
@FunctionalInterface
public interface TokenMaker {
    /// Makes none.
    TokenMaker NONE = _ -> List.of();

    /// The tokens for one client.
    ///
    /// @param version the one they are good in
    List<Token> tokensOf(QuicVersion version);
}
