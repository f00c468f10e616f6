package dev.quoll.interop.peers.kwik;

import dev.quoll.interop.peers.Failure;

import org.jspecify.annotations.Nullable;

import tech.kwik.core.ConnectionListener;
import tech.kwik.core.ConnectionTerminatedEvent;

import java.util.Optional;

/// Remembers why a connection ended; the first reason counts. *Thread-safe*.
final class CloseListener implements ConnectionListener {
    private volatile @Nullable Failure failure;

    Optional<Failure> failure() {
        return Optional.ofNullable(failure);
    }

    @Override
    public synchronized void disconnected(ConnectionTerminatedEvent event) {
        if (failure == null) {
            failure = reason(event);
        }
    }

    static Failure reason(ConnectionTerminatedEvent event) {
        return switch (event.closeReason()) {
            case IdleTimeout, ConnectionLost -> Failure.timedOut(event.closeReason().name());
            case StatelessReset -> Failure.statelessReset("stateless reset");
            case ImmediateClose -> event.closedByPeer() ? byPeer(event) : locally(event);
        };
    }

    /// kwik reports a code of zero as no error, whichever frame carried it.
    private static Failure byPeer(ConnectionTerminatedEvent event) {
        return event.hasTransportError()
                ? Failure.peerTransportClose(event.transportErrorCode(), event.errorDescription())
                : Failure.applicationClosed(
                        event.hasApplicationError() ? event.applicationErrorCode() : 0,
                        event.errorDescription());
    }

    private static Failure locally(ConnectionTerminatedEvent event) {
        return event.hasTransportError()
                ? Failure.localTransportError(event.transportErrorCode(), event.errorDescription())
                : Failure.locallyClosed(event.errorDescription());
    }
}
