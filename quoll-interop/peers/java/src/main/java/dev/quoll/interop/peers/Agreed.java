package dev.quoll.interop.peers;

import org.jspecify.annotations.Nullable;

/// What an implementation tells of a handshake; null for what it does not tell. *Immutable*.
///
/// @param resumed whether it went on with an earlier session
/// @param early what became of early data; null too if there was none
/// @param client the SHA-256 of the certificate that the client showed, in hex
public record Agreed(
        @Nullable String cipher,
        @Nullable Boolean resumed,
        @Nullable Early early,
        @Nullable String client) {
    /// Nothing.
    public static final Agreed UNTOLD = new Agreed(null, null, null, null);

    /// What became of early data.
    public enum Early {
        accepted,
        rejected
    }
}
