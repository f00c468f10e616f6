package dev.quoll.core.path;

import dev.quoll.core.address.Ecn;

/// Whether packets are sent with the mark ECT(0): until it is seen that the network takes it off,
/// changes it, or drops what has it. *Confined*.
///
/// @spec https://www.rfc-editor.org/rfc/rfc9000#section-13.4.2 RFC 9000, section 13.4.2
public final class EcnMarking {
    /// If so many marked packets are lost before one arrives, the mark is to blame.
    static final int TESTED_PACKETS = 10;

    private enum State {
        TESTING,
        CAPABLE,
        FAILED
    }

    private State state = State.TESTING;
    private int lost;

    EcnMarking() {}

    /// The mark of the next packet.
    public Ecn mark() {
        return state == State.FAILED ? Ecn.NOT_ECT : Ecn.ECT_0;
    }

    /// Whether marks are known to arrive.
    public boolean isCapable() {
        return state == State.CAPABLE;
    }

    /// A report of the peer fits marked packets that were sent.
    public void onConfirmed() {
        if (state == State.TESTING) {
            state = State.CAPABLE;
        }
    }

    /// A report of the peer does not fit.
    public void onRefuted() {
        state = State.FAILED;
    }

    /// A marked packet was lost.
    void onLost() {
        if (state == State.TESTING && ++lost >= TESTED_PACKETS) {
            state = State.FAILED;
        }
    }
}
