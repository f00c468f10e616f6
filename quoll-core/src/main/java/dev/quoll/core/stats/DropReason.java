package dev.quoll.core.stats;

/// Why a datagram, or a packet in one, was not used. None of these is an error of the connection:
/// anyone on the network can send such bytes.
///
/// @spec https://www.rfc-editor.org/rfc/rfc9000#section-12.2 RFC 9000, section 12.2
public enum DropReason {
    /// The header cannot be read, or its lengths go past the datagram.
    MALFORMED_HEADER,
    /// Not the version of this connection, or a version of no one here.
    UNSUPPORTED_VERSION,
    /// The destination connection ID is not one of this connection's.
    UNKNOWN_CONNECTION_ID,
    /// An Initial packet in a datagram of under 1200 bytes (RFC 9000 §14.1).
    INITIAL_TOO_SMALL,
    /// A Version Negotiation or Retry packet that does not fit the state of the handshake.
    UNEXPECTED_PACKET,
    /// The keys are not there yet, and no room is left to hold the packet.
    KEYS_NOT_AVAILABLE,
    /// The keys of this level are discarded.
    KEYS_DISCARDED,
    /// The authentication tag does not fit.
    NOT_AUTHENTIC,
    /// A packet number that was seen before, or is too old to tell.
    DUPLICATE,
    /// The datagram came from another address than the peer's, to which connections do not yet
    /// migrate.
    OTHER_ROUTE,
    /// A server's packet for a path that this client has not opened.
    UNOPENED_PATH,
    /// A client came with the token of a Retry that is too old, or another client's.
    INVALID_TOKEN,
    /// A server without capacity, or without a server configuration.
    NOT_ACCEPTING
}
