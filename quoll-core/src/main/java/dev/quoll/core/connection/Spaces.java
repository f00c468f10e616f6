package dev.quoll.core.connection;

import dev.quoll.core.ack.AckFrequency;
import dev.quoll.core.path.Path;
import dev.quoll.core.recovery.LossThresholds;
import dev.quoll.core.space.PacketSpace;
import dev.quoll.core.spi.EncryptionLevel;

import org.jspecify.annotations.Nullable;

/// The Initial and Handshake packet number spaces until their keys are discarded, and which spaces
/// lead over which path: both count on path 0. *Confined*.
///
/// @spec https://www.rfc-editor.org/rfc/rfc9000#section-12.3 RFC 9000, section 12.3
final class Spaces {
    private final Path zero;
    private @Nullable PacketSpace initial;
    private @Nullable PacketSpace handshake;
    private PacketSpace[] onZero;

    Spaces(Path zero, LossThresholds thresholds) {
        this.zero = zero;
        initial = new PacketSpace(EncryptionLevel.INITIAL, AckFrequency.AT_ONCE, thresholds);
        handshake = new PacketSpace(EncryptionLevel.HANDSHAKE, AckFrequency.AT_ONCE, thresholds);
        onZero = new PacketSpace[] {initial, handshake, zero.space()};
    }

    /// The spaces that share the path's round-trip time, window and probe timer, lowest level
    /// first.
    PacketSpace[] of(Path path) {
        return path == zero ? onZero : path.spaces();
    }

    /// The space of packets of `level` on `path`; `null` once it is discarded.
    @Nullable PacketSpace of(EncryptionLevel level, Path path) {
        return switch (level) {
            case INITIAL -> initial;
            case HANDSHAKE -> handshake;
            case ZERO_RTT, ONE_RTT -> path.space();
        };
    }

    /// Acknowledgments of the handshake's packets go alone only that long after they are due.
    void setAckPatience(long nanos) {
        for (PacketSpace each : onZero) {
            if (each != zero.space()) {
                each.ackPolicy().setPatience(nanos);
            }
        }
    }

    /// The keys of `level`, Initial or Handshake, are gone: nothing sent under them matters any
    /// more (RFC 9002 §6.4).
    void discard(EncryptionLevel level) {
        PacketSpace space = of(level, zero);
        if (space == null || space == zero.space()) {
            return;
        }
        zero.giveUp(space);
        if (level == EncryptionLevel.INITIAL) {
            initial = null;
        } else {
            handshake = null;
        }
        zero.probeTimer().reset();
        onZero = remaining();
    }

    private PacketSpace[] remaining() {
        if (initial != null && handshake != null) {
            return new PacketSpace[] {initial, handshake, zero.space()};
        }
        if (handshake != null) {
            return new PacketSpace[] {handshake, zero.space()};
        }
        if (initial != null) {
            return new PacketSpace[] {initial, zero.space()};
        }
        return zero.spaces();
    }
}
