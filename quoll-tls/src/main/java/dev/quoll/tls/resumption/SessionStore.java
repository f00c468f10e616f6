package dev.quoll.tls.resumption;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Where a client keeps sessions for its next connections. *Thread-safe*. It may block: sessions
/// are taken where a handshake begins, off every lock, and put in handshake tasks. One that throws
/// an [java.io.UncheckedIOException] costs a session and no connection.
public interface SessionStore {
    /// Keeps a session for the next connection to `server`; others may be dropped for it.
    ///
    /// @param server the host name or address that was verified and the port, as `example.org:443`
    ///   and `::1:443`, without a port where none was given to `newSession`; for QUIC version 2
    ///   with `/v2` behind it, since sessions of one version are of no use in the other
    void put(String server, StoredSession session);

    /// Takes out the newest session for `server` that is good for one of `protocols`. It is taken
    /// out because a ticket is used once: a second use would let an observer see that both
    /// connections are the same client's (RFC 8446 appendix C.4).
    Optional<StoredSession> take(String server, List<String> protocols, Instant now);

    /// Whether [#take] would give a session, which stays where it is. A client that has not been
    /// told which QUIC version to begin in begins in one that it has a session of. A store that
    /// cannot tell says that there is none.
    default boolean has(String server, List<String> protocols, Instant now) {
        return false;
    }
}
