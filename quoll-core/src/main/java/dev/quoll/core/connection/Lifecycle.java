package dev.quoll.core.connection;

import dev.quoll.core.error.CloseCause;

import java.util.Optional;

/// Where a connection stands between its first packet and its end. Immutable.
///
/// @spec https://www.rfc-editor.org/rfc/rfc9000#section-10 RFC 9000, section 10
sealed interface Lifecycle {
    /// TLS is not finished on this side.
    record Handshaking() implements Lifecycle {}

    /// TLS is finished here, and not yet known to be finished at the peer.
    record Established() implements Lifecycle {}

    /// Both sides have finished TLS (RFC 9001 §4.1.2).
    record Confirmed() implements Lifecycle {}

    /// We closed: CONNECTION_CLOSE is sent, and again for packets that still come.
    record Closing(CloseCause cause, long untilNanos) implements Lifecycle {}

    /// The peer closed: nothing is sent any more.
    record Draining(CloseCause cause, long untilNanos) implements Lifecycle {}

    /// Over; late packets are no longer expected.
    record Drained(CloseCause cause) implements Lifecycle {}

    /// Whether streams may be used and packets other than CONNECTION_CLOSE may be sent.
    default boolean isOpen() {
        return switch (this) {
            case Handshaking(), Established(), Confirmed() -> true;
            case Closing(_, _), Draining(_, _), Drained(_) -> false;
        };
    }

    /// Why it ended, if it did.
    default Optional<CloseCause> closeCause() {
        return switch (this) {
            case Handshaking(), Established(), Confirmed() -> Optional.empty();
            case Closing(CloseCause cause, _) -> Optional.of(cause);
            case Draining(CloseCause cause, _) -> Optional.of(cause);
            case Drained(CloseCause cause) -> Optional.of(cause);
        };
    }
}
