package dev.quoll.tls.resumption;

import java.time.Instant;

/// A session as a [SessionStore] keeps it. *Immutable* as long as nobody writes into the bytes.
///
/// @param alpn the application protocol it was made with
/// @param expiry when it is of no more use
/// @param content secret: whoever has it can speak in the client's name and read what the resumed
///   connection sends early
public record StoredSession(String alpn, Instant expiry, byte[] content) {
    @Override
    public String toString() {
        return "StoredSession[" + alpn + ", until " + expiry + ", hidden]";
    }
}
