package dev.quoll.core.connection;

/// What a server does with a client that appears at another address.
///
/// @spec https://www.rfc-editor.org/rfc/rfc9000#section-9 RFC 9000, section 9
public enum PeerMigration {
    /// The address is proved and the connection moves there.
    FOLLOWED,
    /// Its packets are dropped, and it is asked not to move (`disable_active_migration`).
    REFUSED
}
