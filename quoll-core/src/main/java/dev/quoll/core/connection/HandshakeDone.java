package dev.quoll.core.connection;

import dev.quoll.core.delivery.FrameSink;
import dev.quoll.core.delivery.ReliableValue;
import dev.quoll.core.frame.HandshakeDoneFrame;

/// Tells the client, once and reliably, that the handshake is confirmed. *Confined*; a server's.
///
/// @spec https://www.rfc-editor.org/rfc/rfc9000#section-19.20 RFC 9000, section 19.20
final class HandshakeDone {
    private final ReliableValue told = new ReliableValue();

    void request() {
        told.request(0);
    }

    boolean wantsToSend() {
        return told.isWanted();
    }

    void writeTo(FrameSink sink) {
        if (told.isWanted() && sink.offer(HandshakeDoneFrame.INSTANCE)) {
            told.onSent();
        }
    }

    void onAcked() {
        told.onAcked(0);
    }

    void onLost() {
        told.onLost(0);
    }
}
