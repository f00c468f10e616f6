package dev.quoll.cli.report;

import java.io.IOException;

/// A transfer that ended with another length or other bytes than were sent.
public final class WrongContentException extends IOException {
    private static final long serialVersionUID = 1L;

    public WrongContentException(String message) {
        super(message);
    }
}
