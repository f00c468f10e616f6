package dev.quoll.core.spi;

import dev.quoll.core.id.ConnectionId;

/// Makes the connection IDs that peers send to. *Confined* to whoever it was made for.
///
/// @spec https://www.rfc-editor.org/rfc/rfc9000#section-5.1 RFC 9000, section 5.1
public interface ConnectionIdGenerator {
    /// How many bytes each ID has, the same for all, since short headers do not say it: 0 to 20.
    int length();

    /// Makes an ID that does not show which other IDs belong to the same connection.
    ConnectionId generate();

    /// Whether an ID may be one of this generator's, or of one with the same settings. What is
    /// certainly of somebody else is not answered, so that strangers learn nothing and cost little.
    ///
    /// @param id of [#length] bytes
    /// @return false only if it is certain
    default boolean mayHaveMade(ConnectionId id) {
        return true;
    }
}
