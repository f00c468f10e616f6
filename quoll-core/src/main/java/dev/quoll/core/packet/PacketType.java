package dev.quoll.core.packet;

import dev.quoll.core.version.QuicVersion;

/// The kinds of packets.
///
/// @spec https://www.rfc-editor.org/rfc/rfc9000#section-17 RFC 9000, section 17
public enum PacketType {
    INITIAL,
    ZERO_RTT,
    HANDSHAKE,
    RETRY,
    VERSION_NEGOTIATION,
    /// The only one with a short header.
    ONE_RTT;

    private static final PacketType[] ALL = values();

    /// The type for the first byte of a long header of `version`.
    static PacketType ofLong(QuicVersion version, int firstByte) {
        return ALL[version.longType(firstByte >>> 4 & 3)];
    }

    /// Where the type goes in the first byte of a long header of `version`; for the first four.
    int longBits(QuicVersion version) {
        assert ordinal() <= RETRY.ordinal() : this;
        return version.longTypeBits(ordinal()) << 4;
    }

    /// Whether such packets have a packet number and are encrypted.
    public boolean isProtected() {
        return switch (this) {
            case INITIAL, ZERO_RTT, HANDSHAKE, ONE_RTT -> true;
            case RETRY, VERSION_NEGOTIATION -> false;
        };
    }
}
