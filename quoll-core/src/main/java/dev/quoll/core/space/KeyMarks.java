package dev.quoll.core.space;

/// Where the present key phases begin among the packet numbers of a space, so that packets of two
/// phases can be told apart. Phases are counted from 0, each direction by itself. *Confined*.
///
/// @spec https://www.rfc-editor.org/rfc/rfc9001#section-6.5 RFC 9001, section 6.5
public final class KeyMarks {
    /// No packet was sent in any phase: 0-RTT packets have numbers of this space and no phase.
    private static final long NO_PHASE = -1;

    private long sendPhase = NO_PHASE;
    private long firstSent;
    private long receivePhase;
    private long firstReceived = Long.MAX_VALUE;

    /// A packet is sent under the keys of a phase.
    public void onSent(long phase, long packetNumber) {
        if (phase != sendPhase) {
            sendPhase = phase;
            firstSent = packetNumber;
        }
    }

    /// Whether a packet was sent under the keys of a phase, the newest.
    public boolean wasSentIn(long phase, long packetNumber) {
        return phase == sendPhase && packetNumber >= firstSent;
    }

    /// A packet of a phase, the newest, was opened.
    public void onReceived(long phase, long packetNumber) {
        if (phase != receivePhase) {
            receivePhase = phase;
            firstReceived = packetNumber;
        }
        firstReceived = Math.min(firstReceived, packetNumber);
    }

    /// Whether a packet of a phase, the newest, was opened here.
    public boolean hasReceived(long phase) {
        return phase == receivePhase && firstReceived != Long.MAX_VALUE;
    }

    /// Whether a packet comes from before a phase, as far as is known here.
    public boolean isBefore(long phase, long packetNumber) {
        return phase != receivePhase || packetNumber < firstReceived;
    }
}
