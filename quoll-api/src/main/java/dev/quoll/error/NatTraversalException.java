package dev.quoll.error;

import dev.quoll.core.event.TraversalFailure;

/// NAT traversal cannot be done as asked. [#failure] tells why in a form to switch over, the
/// message says it in words.
public final class NatTraversalException extends QuicException {
    private static final long serialVersionUID = 1L;

    private final TraversalFailure failure;

    public NatTraversalException(TraversalFailure failure) {
        super(words(failure), null);
        this.failure = failure;
    }

    /// Why.
    public TraversalFailure failure() {
        return failure;
    }

    private static String words(TraversalFailure failure) {
        return switch (failure) {
            case NOT_NEGOTIATED ->
                    "no NAT traversal: one of the sides does not speak it or multipath, or the"
                            + " handshake is not done";
            case TOO_MANY_ADDRESSES -> "the peer takes no more addresses: remove one";
            case NOT_ENOUGH_ADDRESSES -> "no address of this side is known yet: add one";
            case WRONG_SIDE -> "only clients do that";
            case CLOSED -> "the connection is closed";
        };
    }
}
