package dev.quoll.core.packet;

/// What [PacketReader#next] found. All but [#PACKET] mean that the bytes are not a packet to be
/// opened; none is an error of the connection, since anybody can send such bytes.
public enum HeaderOutcome {
    /// A packet whose header can be relied on as far as it is not encrypted.
    PACKET,
    /// A long header of a version that is not ours. Version and connection IDs are known; the IDs
    /// may have up to 255 bytes (RFC 8999 §5.1).
    UNKNOWN_VERSION,
    /// The datagram ends before the header or the packet does.
    TRUNCATED,
    /// The fixed bit is clear (RFC 9000 §17.2, §17.3.1).
    FIXED_BIT_CLEAR,
    /// A connection ID of over 20 bytes in a version of ours (RFC 9000 §17.2).
    CONNECTION_ID_TOO_LONG,
    /// Too few bytes behind the packet number's place for a sample (RFC 9001 §5.4.2). The header's
    /// connection IDs are known, so it may still be a stateless reset.
    TOO_SHORT_TO_OPEN,
    /// The packet goes to another connection ID than the first one of its datagram (RFC 9000
    /// §12.2).
    OTHER_CONNECTION_ID
}
