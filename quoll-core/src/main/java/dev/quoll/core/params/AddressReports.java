package dev.quoll.core.params;

/// What a side does about reports of addresses, as it says in its transport parameters. Without the
/// parameter it does nothing.
///
/// @spec https://datatracker.ietf.org/doc/draft-ietf-quic-address-discovery/ QUIC Address Discovery
public enum AddressReports {
    /// It tells the peer what address it sees, and does not want to be told.
    PROVIDED,
    /// It wants to be told, and does not tell.
    WANTED,
    /// It does both.
    BOTH;

    /// The highest value of the parameter.
    static final long MAX = 2;

    /// The meaning of the parameter's value, 0 to 2.
    public static AddressReports of(long value) {
        return values()[Math.toIntExact(value)];
    }

    /// The parameter's value.
    public long value() {
        return ordinal();
    }

    /// Whether it tells.
    public boolean areProvided() {
        return this != WANTED;
    }

    /// Whether it wants to be told.
    public boolean areWanted() {
        return this != PROVIDED;
    }
}
