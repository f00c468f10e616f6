package dev.quoll.core.connection;

import dev.quoll.core.error.CloseCause;
import dev.quoll.core.event.PathEvent;
import dev.quoll.core.packet.Token;
import dev.quoll.core.spi.HandshakeData;

import org.jspecify.annotations.Nullable;

import java.util.ArrayDeque;
import java.util.Queue;

/// The present [Lifecycle] of a connection, the moves between its states, and the events they
/// cause. *Confined*.
///
/// @spec https://www.rfc-editor.org/rfc/rfc9000#section-10.2 RFC 9000, section 10.2
final class Lifetime {
    /// Tokens a client takes from one connection; a server that sends more has them dropped.
    static final int MAX_TOKENS = 16;

    private final Queue<ConnectionEvent> events = new ArrayDeque<>(0);
    private final Narrator narrator;
    private Lifecycle state = new Lifecycle.Handshaking();
    private int tokens;
    private boolean drainedReported;

    /// Nobody is told but the owner.
    Lifetime() {
        this(Narrator.SILENT);
    }

    /// @param narrator is told what the owner is told
    Lifetime(Narrator narrator) {
        this.narrator = narrator;
    }

    Lifecycle state() {
        return state;
    }

    boolean isOpen() {
        return state.isOpen();
    }

    boolean isHandshaking() {
        return state instanceof Lifecycle.Handshaking;
    }

    boolean isConfirmed() {
        return state instanceof Lifecycle.Confirmed;
    }

    void onEstablished(HandshakeData data) {
        state = new Lifecycle.Established();
        tell(new ConnectionEvent.Established(data));
    }

    void onEarlyDataAccepted() {
        tell(new ConnectionEvent.EarlyDataAccepted());
    }

    void onEarlyDataRejected() {
        tell(new ConnectionEvent.EarlyDataRejected());
    }

    void onConfirmed() {
        if (state instanceof Lifecycle.Established) {
            state = new Lifecycle.Confirmed();
            tell(new ConnectionEvent.Confirmed());
        }
    }

    void onToken(Token token) {
        if (tokens < MAX_TOKENS) {
            tokens++;
            tell(new ConnectionEvent.TokenReceived(token));
        }
    }

    void onPath(PathEvent event) {
        tell(new ConnectionEvent.PathChanged(event));
    }

    void onCandidate(ConnectionEvent event) {
        tell(event);
    }

    /// We close, and CONNECTION_CLOSE is to be sent.
    void close(CloseCause cause, long untilNanos) {
        end(cause, new Lifecycle.Closing(cause, untilNanos));
    }

    /// The peer closed; after a close of our own only the state moves (RFC 9000 §10.2.1).
    void drain(CloseCause cause, long untilNanos) {
        if (state instanceof Lifecycle.Closing(CloseCause ours, long until)) {
            state = new Lifecycle.Draining(ours, until);
        } else {
            end(cause, new Lifecycle.Draining(cause, untilNanos));
        }
    }

    /// The end without any more packets: timed out, or the time after a close is over.
    void discard(CloseCause cause) {
        end(cause, new Lifecycle.Drained(cause));
    }

    void onTimeout(long nowNanos) {
        switch (state) {
            case Lifecycle.Closing(CloseCause cause, long until) when nowNanos >= until ->
                    state = new Lifecycle.Drained(cause);
            case Lifecycle.Draining(CloseCause cause, long until) when nowNanos >= until ->
                    state = new Lifecycle.Drained(cause);
            default -> {}
        }
    }

    /// When the time after a close is over; [Connection#NEVER] while open.
    long deadlineNanos() {
        return switch (state) {
            case Lifecycle.Closing(_, long until) -> until;
            case Lifecycle.Draining(_, long until) -> until;
            default -> Connection.NEVER;
        };
    }

    @Nullable ConnectionEvent poll() {
        return events.poll();
    }

    /// Whether the end is reached and was not yet told by this method.
    boolean takeDrained() {
        if (!(state instanceof Lifecycle.Drained) || drainedReported) {
            return false;
        }
        drainedReported = true;
        return true;
    }

    private void tell(ConnectionEvent event) {
        events.add(event);
        narrator.onEvent(event);
    }

    private void end(CloseCause cause, Lifecycle next) {
        if (state.isOpen()) {
            state = next;
            tell(new ConnectionEvent.Closed(cause));
        }
    }
}
