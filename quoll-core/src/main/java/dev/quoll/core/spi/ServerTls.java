package dev.quoll.core.spi;

/// Begins handshakes as a server: the TLS configuration of a server. *Thread-safe*.
public interface ServerTls {
    /// Begins a handshake that waits for a ClientHello.
    ///
    /// @param transportParameters our transport parameters, encoded; the session's to keep
    TlsSession newSession(byte[] transportParameters);
}
