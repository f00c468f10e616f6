package dev.quoll.relay.wire;

import java.io.IOException;

/// What the other side sent is not the relay protocol; the connection is of no use any more.
public final class MalformedMessageException extends IOException {
    private static final long serialVersionUID = 1L;

    public MalformedMessageException(String message) {
        super(message);
    }
}
