package dev.quoll.sim.network;

import dev.quoll.sim.link.Link;

/// Both directions between two places.
///
/// @param there from the first to the second
/// @param back from the second to the first
public record Duplex(Link there, Link back) {
    /// Cuts both.
    public void cut() {
        there.cut();
        back.cut();
    }

    /// Mends both.
    public void mend() {
        there.mend();
        back.mend();
    }
}
