package dev.quoll.driver;

import dev.quoll.error.ZeroRttRejectedException;

/// Whether a stream began before the handshake was done, and what that means for it since. Made
/// under the lock of the connection, with the stream. *Thread-safe*.
///
/// A stream that the server threw away must not touch core any more: its ID belongs to another one.
///
/// @spec https://www.rfc-editor.org/rfc/rfc9001#section-4.6.2 RFC 9001, section 4.6.2
final class Earliness {
    private final Progress progress;
    private final boolean early;

    Earliness(Progress progress) {
        this.progress = progress;
        early = progress.isEarly();
    }

    boolean isEarly() {
        return early;
    }

    /// Whether the server threw the stream away.
    boolean isRejected() {
        return early && progress.isEarlyDataRejected();
    }

    /// @throws ZeroRttRejectedException if the server threw the stream away
    void check() throws ZeroRttRejectedException {
        if (isRejected()) {
            throw new ZeroRttRejectedException();
        }
    }
}
