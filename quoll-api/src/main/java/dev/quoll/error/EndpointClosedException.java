package dev.quoll.error;

/// The endpoint is closed: it accepts and begins no more connections.
public final class EndpointClosedException extends QuicException {
    private static final long serialVersionUID = 1L;

    public EndpointClosedException() {
        super("the endpoint is closed", null);
    }
}
