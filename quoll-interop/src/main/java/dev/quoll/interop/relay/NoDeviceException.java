package dev.quoll.interop.relay;

import java.io.IOException;

/// A device for the packets of other traffic cannot be made here.
public final class NoDeviceException extends IOException {
    private static final long serialVersionUID = 1;

    NoDeviceException(String message) {
        super(message);
    }
}
