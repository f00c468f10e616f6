package dev.quoll.error;

import dev.quoll.core.error.CloseCause;

import org.jspecify.annotations.Nullable;

import java.io.NotSerializableException;
import java.io.ObjectOutputStream;

/// The connection has ended, or could not be made. [#closeCause] tells why in a form to switch
/// over; the message says it in words, with what to do about it; [#getCause] is the exception
/// beneath, such as a `CertificateException`, where there is one.
public final class ConnectionException extends QuicException {
    private static final long serialVersionUID = 1L;

    private final transient CloseCause closeCause;

    public ConnectionException(CloseCause closeCause) {
        this(closeCause, CloseMessage.of(closeCause));
    }

    /// With a message for what was being done when it failed.
    public ConnectionException(CloseCause closeCause, String message) {
        super(message, exceptionIn(closeCause));
        this.closeCause = closeCause;
    }

    /// Why the connection ended.
    public CloseCause closeCause() {
        return closeCause;
    }

    private static @Nullable Throwable exceptionIn(CloseCause cause) {
        return cause instanceof CloseCause.LocalTransportError error
                ? error.exception().orElse(null)
                : null;
    }

    /// A [CloseCause] is not for other processes.
    private void writeObject(ObjectOutputStream out) throws NotSerializableException {
        throw new NotSerializableException("CloseCause");
    }
}
