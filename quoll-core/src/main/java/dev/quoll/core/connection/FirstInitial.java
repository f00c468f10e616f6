package dev.quoll.core.connection;

import dev.quoll.core.id.ConnectionId;
import dev.quoll.core.version.QuicVersion;

/// What the header of a client's first packet says. Immutable.
///
/// @param version the version the client chose
/// @param destination chosen by the client at random, at least 8 bytes
/// @param source the client's own connection ID
/// @spec https://www.rfc-editor.org/rfc/rfc9000#section-7.2 RFC 9000, section 7.2
public record FirstInitial(QuicVersion version, ConnectionId destination, ConnectionId source) {}
