package dev.quoll.interop.relay;

/// What the first byte and the version of a packet tell anyone on the way.
///
/// @spec https://www.rfc-editor.org/rfc/rfc9000#section-17.2 RFC 9000, section 17.2
/// @spec https://www.rfc-editor.org/rfc/rfc9369#section-3.2 RFC 9369, section 3.2
public enum PacketKind {
    INITIAL,
    ZERO_RTT,
    HANDSHAKE,
    RETRY,
    VERSION_NEGOTIATION,
    /// With a short header.
    ONE_RTT,
    UNKNOWN;

    /// QUIC version 1.
    public static final int VERSION_1 = 1;

    /// QUIC version 2.
    public static final int VERSION_2 = 0x6b3343cf;

    private static final PacketKind[] BY_TYPE = {INITIAL, ZERO_RTT, HANDSHAKE, RETRY};

    /// Of a long header.
    static PacketKind of(int firstByte, int version) {
        int type = firstByte >> 4 & 3;
        return switch (version) {
            case 0 -> VERSION_NEGOTIATION;
            case VERSION_1 -> BY_TYPE[type];
            case VERSION_2 -> BY_TYPE[type + 3 & 3]; // RFC 9369 §3.2: each is one more
            default -> UNKNOWN;
        };
    }
}
