package dev.quoll.core.spi;

/// What a [TlsSession] tells its connection.
public sealed interface TlsEvent {
    /// Bytes to be sent, reliably and in order, in CRYPTO frames of `level`.
    ///
    /// @param bytes the receiver's to keep
    record HandshakeBytes(EncryptionLevel level, byte[] bytes) implements TlsEvent {}

    /// Keys can be made for packets we receive at `level`.
    record ReadSecret(EncryptionLevel level, TrafficSecret secret) implements TlsEvent {}

    /// Keys can be made for packets we send at `level`.
    record WriteSecret(EncryptionLevel level, TrafficSecret secret) implements TlsEvent {}

    /// The peer's transport parameters, not yet authenticated before [Finished].
    ///
    /// @param encoded as in the extension; the receiver's to keep
    record PeerParameters(byte[] encoded) implements TlsEvent {}

    /// The handshake is complete on this side: the peer's Finished is verified and ours is among
    /// the bytes given out (RFC 9001 §4.1.1).
    record Finished(HandshakeData data) implements TlsEvent {}
}
