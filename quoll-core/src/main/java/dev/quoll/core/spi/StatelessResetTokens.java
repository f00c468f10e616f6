package dev.quoll.core.spi;

import dev.quoll.core.id.ConnectionId;
import dev.quoll.core.id.StatelessResetToken;

/// Makes the reset token of a connection ID: always the same one for the same ID, so that it can be
/// made again when all state is lost, and none that others could guess.
///
/// @spec https://www.rfc-editor.org/rfc/rfc9000#section-10.3.2 RFC 9000, section 10.3.2
@FunctionalInterface
public interface StatelessResetTokens {
    /// The token of `id`.
    StatelessResetToken tokenOf(ConnectionId id);
}
