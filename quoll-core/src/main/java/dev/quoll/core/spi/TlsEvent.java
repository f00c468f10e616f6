package dev.quoll.core.spi;

/// What a [TlsSession] tells its connection.
public sealed interface TlsEvent {
    /// Bytes to be sent, reliably and in order, in CRYPTO frames of `level`.
    ///
    /// @param bytes the receiver's to keep
    record HandshakeBytes(EncryptionLevel level, byte[] bytes) implements TlsEvent {}

    /// Keys can be made for packets we receive at `level`.
    record ReadSecret(EncryptionLevel level, TrafficSecret secret) implements TlsEvent {}

    /// Keys can be made for packets we send at `level`. A client that may send early data gets a
    /// ZERO_RTT secret right behind the [HandshakeBytes] of its first ClientHello.
    record WriteSecret(EncryptionLevel level, TrafficSecret secret) implements TlsEvent {}

    /// The peer's transport parameters, not yet authenticated before [Finished].
    ///
    /// @param encoded as in the extension; the receiver's to keep
    record PeerParameters(byte[] encoded) implements TlsEvent {}

    /// 0-RTT packets of this handshake count: those we sent, or those that come. A client is told
    /// before [PeerParameters], which may not take back what was remembered (RFC 9000 §7.4.1); a
    /// server before the ZERO_RTT [ReadSecret].
    ///
    /// @spec https://www.rfc-editor.org/rfc/rfc9001#section-4.6.2 RFC 9001, section 4.6.2
    record EarlyDataAccepted() implements TlsEvent {}

    /// 0-RTT packets of this handshake are lost: those we sent were not and will not be read, those
    /// that come cannot be. Only where early data was offered. A client is told before
    /// [PeerParameters], which then replace what was remembered; the ZERO_RTT keys are of no more
    /// use.
    record EarlyDataRejected() implements TlsEvent {}

    /// The handshake is complete on this side: the peer's Finished is verified and ours is among
    /// the bytes given out (RFC 9001 §4.1.1).
    record Finished(HandshakeData data) implements TlsEvent {}
}
