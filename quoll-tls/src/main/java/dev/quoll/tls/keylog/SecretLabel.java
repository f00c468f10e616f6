package dev.quoll.tls.keylog;

/// The secrets of a handshake that a [KeyLog] is told, by the names they have in the log.
///
/// @spec https://datatracker.ietf.org/doc/html/draft-ietf-tls-keylogfile The SSLKEYLOGFILE format
public enum SecretLabel {
    /// Protects 0-RTT packets.
    CLIENT_EARLY_TRAFFIC_SECRET,
    /// Protects the client's Handshake packets.
    CLIENT_HANDSHAKE_TRAFFIC_SECRET,
    /// Protects the server's Handshake packets.
    SERVER_HANDSHAKE_TRAFFIC_SECRET,
    /// Protects the client's 1-RTT packets before the first key update.
    CLIENT_TRAFFIC_SECRET_0,
    /// Protects the server's 1-RTT packets before the first key update.
    SERVER_TRAFFIC_SECRET_0,
    /// What exported keys are made from.
    EXPORTER_SECRET
}
