package dev.quoll.core.spi;

/// Encrypts packets under one key. *Confined* to whoever holds the connection's right to send.
public interface PacketSealer {
    /// Encrypts `payloadLength` bytes in place and writes the tag behind them. The header, from
    /// `headerOffset` on, lies directly before the payload and is authenticated with it.
    ///
    /// @param pathId goes into the nonce (multipath draft §2.4); 0 without multipath
    void seal(
            long pathId,
            long packetNumber,
            byte[] bytes,
            int headerOffset,
            int headerLength,
            int payloadLength);

    /// Lets go of what takes memory and can be made again from the key, which [#seal] does. May be
    /// called while another thread seals.
    default void rest() {}
}
