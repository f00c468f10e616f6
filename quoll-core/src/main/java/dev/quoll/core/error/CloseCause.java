package dev.quoll.core.error;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Why a connection ended: what an application switches over instead of reading a message.
/// Immutable.
///
/// @spec https://www.rfc-editor.org/rfc/rfc9000#section-10 RFC 9000, section 10
public sealed interface CloseCause {
    /// The server speaks none of our versions (RFC 9000 §6.2).
    ///
    /// @param offered the versions the server listed
    record VersionMismatch(List<Integer> offered) implements CloseCause {
        public VersionMismatch {
            offered = List.copyOf(offered);
        }
    }

    /// We found that the peer broke the protocol, or the handshake failed on our side, or we cannot
    /// go on.
    ///
    /// @param code the code sent to the peer, which is told except where no packet can be sent
    /// @param frameType the type of the frame at fault, 0 if none is known
    /// @param reason in words for a developer
    /// @param exception what lies beneath, such as a `CertificateException`
    record LocalTransportError(
            long code, long frameType, String reason, Optional<Throwable> exception)
            implements CloseCause {}

    /// The peer closed with a transport error code, often because of something we sent.
    ///
    /// @param code the code the peer sent
    /// @param frameType the type of the frame the peer blames, 0 if unknown
    /// @param reason the peer's words, cut to what is valid UTF-8; not to be trusted
    record PeerTransportClose(long code, long frameType, String reason) implements CloseCause {}

    /// The peer's application closed the connection.
    ///
    /// @param code the application's code, 0 to 2^62-1
    /// @param reason the application's bytes
    record ApplicationClosed(long code, byte[] reason) implements CloseCause {
        public ApplicationClosed {
            reason = reason.clone();
        }

        @Override
        public byte[] reason() {
            return reason.clone();
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof ApplicationClosed that
                    && that.code == code
                    && Arrays.equals(that.reason, reason);
        }

        @Override
        public int hashCode() {
            return 31 * Long.hashCode(code) + Arrays.hashCode(reason);
        }

        @Override
        public String toString() {
            return "ApplicationClosed[code=" + code + ", reason=" + reason.length + " bytes]";
        }
    }

    /// The peer has lost all state of this connection (RFC 9000 §10.3).
    record StatelessReset() implements CloseCause {}

    /// Nothing came for the idle timeout, or the handshake took too long (RFC 9000 §10.1).
    record TimedOut() implements CloseCause {}

    /// The application on this side closed the connection.
    ///
    /// @param code the application's code, 0 to 2^62-1
    record LocallyClosed(long code) implements CloseCause {}

    /// No connection ID is left with which to go on.
    record ConnectionIdsExhausted() implements CloseCause {}
}
