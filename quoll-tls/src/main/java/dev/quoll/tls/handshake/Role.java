package dev.quoll.tls.handshake;

import dev.quoll.core.error.TransportException;
import dev.quoll.tls.message.EncodedMessage;
import dev.quoll.tls.schedule.Exporter;

import java.util.Optional;

/// What a client and a server do differently: take the messages of the other.
sealed interface Role permits ClientHandshake, ServerHandshake {
    /// Takes the next whole message; not called while work is pending.
    void onMessage(EncodedMessage message) throws TransportException;

    /// Keys for the application; empty before the handshake is complete.
    Optional<Exporter> exporter();

    /// Forgets all secrets; nothing more will come.
    void destroy();
}
