package dev.quoll.core.address;

/// The ECN mark of an IP packet; the order is that of the two bits in the IP header.
///
/// @spec https://www.rfc-editor.org/rfc/rfc9000#section-13.4 RFC 9000, section 13.4
public enum Ecn {
    NOT_ECT,
    ECT_1,
    ECT_0,
    CE;

    private static final Ecn[] BY_BITS = values();

    /// The mark for the two lowest bits of `bits`.
    public static Ecn ofBits(int bits) {
        return BY_BITS[bits & 3];
    }

    /// The two bits, 0 to 3.
    public int bits() {
        return ordinal();
    }
}
