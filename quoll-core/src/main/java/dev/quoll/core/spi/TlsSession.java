package dev.quoll.core.spi;

import dev.quoll.core.error.TransportException;
import dev.quoll.core.version.QuicVersion;

import org.jspecify.annotations.Nullable;

import java.util.Optional;

/// One TLS 1.3 handshake over QUIC, of either role, and what comes after it. *Confined* to its
/// connection: bytes go in, events come out by [#poll], slow work comes out by [#pollTask].
///
/// A client's first ClientHello is among the events from the start. While a task is pending the
/// session takes bytes and keeps them (bounded), and makes no progress.
///
/// @spec https://www.rfc-editor.org/rfc/rfc9001#section-4.1 RFC 9001, section 4.1
public interface TlsSession {
    /// A client's, before anything came: the server's transport parameters of the session that is
    /// being resumed, under which early data may be sent until the server's new ones come (RFC 9000
    /// §7.4.1). Empty unless early data is offered.
    ///
    /// @return encoded as in the extension; the caller's to keep
    default Optional<byte[]> rememberedParameters() {
        return Optional.empty();
    }

    /// Takes the next bytes of the CRYPTO stream of `level`; they may end inside a message.
    ///
    /// @throws TransportException CRYPTO_ERROR with the alert that says what was wrong;
    ///   PROTOCOL_VIOLATION for a message at the wrong level
    void onBytes(EncryptionLevel level, byte[] bytes, int offset, int length)
            throws TransportException;

    /// Has other transport parameters of ours go out than the session was begun with. A server's,
    /// when it got [TlsEvent.PeerParameters] and before the next [#pollTask].
    ///
    /// @param encoded the session's to keep
    void replaceTransportParameters(byte[] encoded);

    /// The connection goes on in `version`, which may not be the one it began in: what is kept of
    /// it for later is of this one (RFC 9369 §5). Told when [TlsEvent.PeerParameters] was taken.
    default void onVersion(QuicVersion version) {}

    /// The next thing that happened, in order; `null` if nothing more did.
    @Nullable TlsEvent poll();

    /// Work to be run off every lock; `null` if there is none. At most one is out at a time.
    @Nullable HandshakeTask pollTask();

    /// Takes the outcome of the task that [#pollTask] gave out and that has been run.
    ///
    /// @throws TransportException CRYPTO_ERROR if the task found the peer's proof wrong, or failed
    void onTaskDone(HandshakeTask task) throws TransportException;

    /// Forgets all secrets as far as that can be done, since the connection is over; the session is
    /// of no more use.
    default void destroy() {}

    /// Keys for the application, which both sides have and nobody else.
    ///
    /// @param label ASCII, 1 to 249 characters; names the use
    /// @param context what the keys are to depend on besides; may be empty
    /// @param length 1 to 255 times the length of the suite's hash, in bytes
    /// @throws IllegalStateException before [TlsEvent.Finished], or after [#destroy]
    /// @throws IllegalArgumentException if label or length are not as they must be
    /// @throws UnsupportedOperationException if the handshake has no keys to give
    /// @spec https://www.rfc-editor.org/rfc/rfc8446#section-7.5 RFC 8446, section 7.5: Exporters
    default byte[] export(String label, byte[] context, int length) {
        throw new UnsupportedOperationException("a handshake that exports no keys");
    }
}
