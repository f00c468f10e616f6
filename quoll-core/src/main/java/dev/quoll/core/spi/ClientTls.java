package dev.quoll.core.spi;

/// Begins handshakes as a client: the TLS configuration of a client. *Thread-safe*.
public interface ClientTls extends TlsPreparation {
    /// Begins a handshake: makes key shares and may look for a session to resume, so it is slow and
    /// may block.
    ///
    /// @param serverName the host name or address literal to ask for and to verify
    /// @param transportParameters our transport parameters, encoded; the session's to keep
    TlsSession newSession(String serverName, byte[] transportParameters);

    /// As [#newSession(String, byte[])], for the server that answers at `port`: another one of the
    /// same host may know nothing of its sessions.
    default TlsSession newSession(String serverName, int port, byte[] transportParameters) {
        return newSession(serverName, transportParameters);
    }
}
