package dev.quoll.core.spi;

import dev.quoll.core.version.QuicVersion;

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

    /// Whether [#newSession(String, int, QuicVersion, byte[])] would find a session to resume. May
    /// block.
    default boolean hasSession(String serverName, int port, QuicVersion version) {
        return false;
    }

    /// As [#newSession(String, int, byte[])], for a connection that begins in `version`: sessions
    /// of another one are not resumed.
    ///
    /// @spec https://www.rfc-editor.org/rfc/rfc9369#section-5 RFC 9369, section 5
    default TlsSession newSession(
            String serverName, int port, QuicVersion version, byte[] transportParameters) {
        return newSession(serverName, port, transportParameters);
    }
}
