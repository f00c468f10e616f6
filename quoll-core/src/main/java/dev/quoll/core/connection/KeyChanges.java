package dev.quoll.core.connection;

import dev.quoll.core.id.Side;
import dev.quoll.core.observe.Observation;
import dev.quoll.core.observe.PacketKind;
import dev.quoll.core.spi.EncryptionLevel;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// Finds which keys came and went since it last looked. *Confined*.
final class KeyChanges {
    /// Keys that are there.
    private record Keys(PacketKind kind, Side sender, long phase) {}

    private static final EncryptionLevel[] LEVELS = EncryptionLevel.values();

    private Set<Keys> known = Set.of();
    private long mark = -1;

    void find(Side side, PacketKeys keys, List<Observation> found) {
        long now = markOf(keys);
        if (now == mark) {
            return;
        }
        mark = now;
        Set<Keys> present = present(side, keys);
        for (Keys each : known) {
            if (!present.contains(each)) {
                found.add(new Observation.KeyDiscarded(each.kind, each.sender, each.phase));
            }
        }
        for (Keys each : present) {
            if (!known.contains(each)) {
                found.add(new Observation.KeyUpdated(each.kind, each.sender, each.phase));
            }
        }
        known = present;
    }

    /// A number that is another when the keys are others.
    private static long markOf(PacketKeys keys) {
        KeyPhases phases = keys.oneRtt();
        long bits = 31 * phases.sendPhase() + phases.receivePhase();
        bits = bits << 1 | (phases.hasPrevious() ? 1 : 0);
        for (EncryptionLevel level : LEVELS) {
            bits = bits << 2 | (keys.canSend(level) ? 2 : 0) | (keys.canOpen(level) ? 1 : 0);
        }
        return bits;
    }

    private static Set<Keys> present(Side side, PacketKeys keys) {
        Set<Keys> present = new LinkedHashSet<>();
        KeyPhases phases = keys.oneRtt();
        for (EncryptionLevel level : LEVELS) {
            PacketKind kind = Narrator.kindOf(level);
            boolean hasPhases = level == EncryptionLevel.ONE_RTT;
            if (keys.canSend(level)) {
                present.add(new Keys(kind, side, hasPhases ? phases.sendPhase() : 0));
            }
            if (keys.canOpen(level)) {
                present.add(new Keys(kind, side.peer(), hasPhases ? phases.receivePhase() : 0));
            }
        }
        if (phases.hasPrevious()) {
            long before = phases.receivePhase() - 1;
            present.add(new Keys(PacketKind.ONE_RTT, side.peer(), before));
        }
        return present;
    }
}
