package dev.quoll.tls.handshake;

import dev.quoll.core.error.TransportException;
import dev.quoll.tls.message.EncodedMessage;

/// What a client and a server do differently: take the messages of the other.
sealed interface Role permits ClientHandshake, ServerHandshake {
    /// Takes the next whole message; not called while work is pending.
    void onMessage(EncodedMessage message) throws TransportException;
}
