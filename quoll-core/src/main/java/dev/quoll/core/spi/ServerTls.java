package dev.quoll.core.spi;

import java.util.List;
import java.util.Optional;

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

    /// The application protocols a client offers, read from the beginning of its handshake before
    /// anybody has decided to answer it. Nobody has to believe them yet.
    ///
    /// @param beginning the first bytes of the CRYPTO stream of its Initial packets
    /// @return empty if more bytes are needed, or this is not known of such a TLS; no names if they
    ///   cannot be read
    default Optional<List<String>> offeredProtocols(byte[] beginning) {
        return Optional.empty();
    }
}
