package dev.quoll.interop.peers;

/// Carries a [Failure] to where it is printed.
public final class FailedException extends Exception {
    private static final long serialVersionUID = 1;

    private final transient Failure failure;

    FailedException(Failure failure) {
        super(failure.message());
        this.failure = failure;
    }

    public Failure failure() {
        return failure;
    }
}
