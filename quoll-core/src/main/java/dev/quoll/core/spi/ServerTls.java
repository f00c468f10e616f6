package dev.quoll.core.spi;

/// Begins handshakes as a server: the TLS configuration of a server. *Thread-safe*.
public interface ServerTls extends TlsPreparation {
    /// Begins a handshake that waits for a ClientHello and accepts no early data.
    ///
    /// @param transportParameters our transport parameters, encoded; the session's to keep
    TlsSession newSession(byte[] transportParameters);

    /// Begins a handshake that waits for a ClientHello and may accept early data.
    ///
    /// @param transportParameters our transport parameters, encoded; the session's to keep
    /// @param earlyData has the last word on early data, after the configuration's
    default TlsSession newSession(byte[] transportParameters, EarlyDataPolicy earlyData) {
        return newSession(transportParameters);
    }
}
