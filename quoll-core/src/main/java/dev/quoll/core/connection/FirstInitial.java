package dev.quoll.core.connection;

import dev.quoll.core.id.ConnectionId;
import dev.quoll.core.packet.Token;
import dev.quoll.core.version.QuicVersion;

/// What the header of a client's first packet says. Immutable.
///
/// @param version the version the client chose
/// @param destination chosen by the client at random, at least 8 bytes, or by our Retry
/// @param source the client's own connection ID
/// @param token of a Retry or an earlier connection, as the client says; maybe [Token#NONE]
/// @spec https://www.rfc-editor.org/rfc/rfc9000#section-7.2 RFC 9000, section 7.2
public record FirstInitial(
        QuicVersion version, ConnectionId destination, ConnectionId source, Token token) {
    /// A first packet without a token.
    public FirstInitial(QuicVersion version, ConnectionId destination, ConnectionId source) {
        this(version, destination, source, Token.NONE);
    }
}
