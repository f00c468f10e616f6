package dev.quoll.token;

import java.time.Instant;

/// Remembers which of a server's tokens were used, since each proves an address once.
/// *Thread-safe*. It may block: it is asked on threads of the application, where an `Incoming` is
/// looked at or accepted.
///
/// A log that knows one machine only lets each machine that has the same keys take a token once.
///
/// @spec https://www.rfc-editor.org/rfc/rfc9000#section-8.1.4 RFC 9000, section 8.1.4
@FunctionalInterface
public interface TokenLog {
    /// Notes that a token is used.
    ///
    /// @param number of the token, as good as random
    /// @param expiry when the token ends, and need not be remembered any longer
    /// @return whether this is certainly its first use; if not, the client's address is not proved,
    ///   and nothing worse
    boolean use(long number, Instant expiry);
}
