package dev.quoll.error;

import org.jspecify.annotations.Nullable;

import java.io.IOException;

/// The parent of all exceptions that say that an operation on an endpoint, a connection or a stream
/// cannot be done. Waiting that was interrupted or took too long is told by
/// [java.io.InterruptedIOException] and [java.net.SocketTimeoutException] instead, as elsewhere in
/// Java.
public abstract sealed class QuicException extends IOException
        permits ClosedStreamException,
                ConnectionException,
                DatagramException,
                EndpointClosedException,
                ExportException,
                NatTraversalException,
                NoConnectionIdsException,
                PathException,
                StreamResetException,
                StreamStoppedException,
                StreamTooLongException,
                ZeroRttRejectedException {
    private static final long serialVersionUID = 1L;

    QuicException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
