package dev.quoll.core.path;

import dev.quoll.core.id.Side;

/// The latency spin bit of a path: it changes once a round trip, so that operators of networks can
/// measure. *Confined*.
///
/// @spec https://www.rfc-editor.org/rfc/rfc9000#section-17.4 RFC 9000, section 17.4
public final class SpinBit {
    private final Side side;
    private final boolean spins;
    private boolean value;

    private SpinBit(Side side, boolean spins, boolean value) {
        this.side = side;
        this.spins = spins;
        this.value = value;
    }

    /// A bit that spins.
    public static SpinBit spinning(Side side) {
        return new SpinBit(side, true, false);
    }

    /// A bit that says nothing, as some must (RFC 9000 §17.4).
    ///
    /// @param value by chance
    public static SpinBit still(Side side, boolean value) {
        return new SpinBit(side, false, value);
    }

    /// The value of packets that are sent now.
    public boolean value() {
        return value;
    }

    /// A packet came whose number is the largest so far: a server reflects its bit, a client turns
    /// it round.
    public void onNewest(boolean received) {
        if (spins) {
            value = (side == Side.CLIENT) != received;
        }
    }
}
