package dev.quoll.token;

import java.util.Optional;

/// Where a client keeps the tokens that servers gave it for later connections. *Thread-safe*. It
/// may block: a token is taken on the thread that connects, and put on the executor of the
/// endpoint.
///
/// A token shows a server that two connections are the same client's. A client that does not want
/// that uses [#none].
///
/// @spec https://www.rfc-editor.org/rfc/rfc9000#section-8.1.3 RFC 9000, section 8.1.3
public interface TokenStore {
    /// Keeps a token for a later connection to `server`; others may be dropped for it.
    ///
    /// @param server the host name or address that was verified, a colon, and the port; for QUIC
    ///   version 2 with `/v2` behind it, since tokens of one version are of no use in the other
    /// @param token opaque, 1 to 900 bytes; the store's to keep
    void put(String server, byte[] token);

    /// Takes out a token for `server`, which is used once (RFC 9000 §8.1.3).
    Optional<byte[]> take(String server);

    /// Keeps nothing.
    static TokenStore none() {
        return new TokenStore() {
            @Override
            public void put(String server, byte[] token) {
                // is not kept
            }

            @Override
            public Optional<byte[]> take(String server) {
                return Optional.empty();
            }
        };
    }
}
