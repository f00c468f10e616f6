package dev.quoll.cli.http3;

import java.io.IOException;

/// A server's answer is another than the file. *Immutable*.
public final class StatusException extends IOException {
    private static final long serialVersionUID = 1L;

    private final int status;

    StatusException(int status) {
        super("the server answered with status " + status);
        this.status = status;
    }

    /// HTTP's number for it, such as 404.
    public int status() {
        return status;
    }
}
