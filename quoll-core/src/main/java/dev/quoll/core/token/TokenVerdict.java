package dev.quoll.core.token;

import dev.quoll.core.id.ConnectionId;

/// What a server believes of the token in a client's first packet. Whether the token was used
/// before is still to be asked for: the record of that may be shared and slow. Immutable.
public sealed interface TokenVerdict {
    /// There is no token, or none that counts: the address is not proved.
    record Nothing() implements TokenVerdict {}

    /// The client answers a Retry of ours, which proves its address if the token is not used
    /// already.
    ///
    /// @param number of the token, as good as random
    /// @param expiryMillis since 1970
    /// @param originalDestination of the client's very first packet
    record Retried(long number, long expiryMillis, ConnectionId originalDestination)
            implements TokenVerdict {}

    /// The client was here before, which proves its address if the token is not used already.
    ///
    /// @param number of the token, as good as random
    /// @param expiryMillis since 1970
    record Known(long number, long expiryMillis) implements TokenVerdict {}

    /// The token is of a Retry of ours and not good: too old, or of another client. The connection
    /// cannot come about and is refused with INVALID_TOKEN.
    ///
    /// @spec https://www.rfc-editor.org/rfc/rfc9000#section-8.1.2 RFC 9000, section 8.1.2
    record Invalid() implements TokenVerdict {}
}
