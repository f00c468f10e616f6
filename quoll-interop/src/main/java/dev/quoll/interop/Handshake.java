package dev.quoll.interop;

import org.jspecify.annotations.Nullable;

/// What a program tells of a handshake besides the cipher suite; null for what it does not tell.
/// *Immutable*.
///
/// @param group of the key exchange, by its registered name
/// @param resumed whether it went on with an earlier session
/// @param early what became of early data: `none`, `accepted`, `rejected`
/// @param client the SHA-256 of the certificate that the client showed, in hex
record Handshake(
        @Nullable String group,
        @Nullable Boolean resumed,
        @Nullable String early,
        @Nullable String client) {
    /// Nothing.
    static final Handshake UNTOLD = new Handshake(null, null, null, null);
}
