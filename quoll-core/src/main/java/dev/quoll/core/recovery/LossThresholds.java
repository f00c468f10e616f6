package dev.quoll.core.recovery;

/// How much reordering is taken for reordering, and not for loss. Immutable.
///
/// @param packets a packet is lost when one sent this many later was acknowledged, at least 3
/// @param time a packet is lost when a later one was acknowledged and it is this many round trips
///   old, over 1
/// @spec https://www.rfc-editor.org/rfc/rfc9002#section-6.1 RFC 9002, section 6.1
public record LossThresholds(int packets, double time) {
    /// What RFC 9002 recommends.
    public static final LossThresholds DEFAULT = new LossThresholds(3, 9.0 / 8);

    public LossThresholds {
        if (packets < 3) { // RFC 9002 §6.1.1
            throw new IllegalArgumentException("packet threshold " + packets + " is below 3");
        }
        if (!(time > 1)) {
            throw new IllegalArgumentException("time threshold " + time + " is not over 1");
        }
    }
}
