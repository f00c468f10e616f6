package dev.quoll.sim;

import dev.quoll.core.connection.ConnectionConfig;
import dev.quoll.core.error.TransportException;
import dev.quoll.core.event.NatTraversalVariant;
import dev.quoll.core.frame.Frame;
import dev.quoll.core.frame.FrameReader;
import dev.quoll.core.id.Side;
import dev.quoll.core.observe.Observation;
import dev.quoll.core.observe.ObservedPacket;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/// Keeps what the connections of a run tell, side by side. *Confined*.
public final class ObservationLog {
    private final Map<Side, List<Observation>> told = new EnumMap<>(Side.class);
    private long lastNanos;

    public ObservationLog() {
        for (Side side : Side.values()) {
            told.put(side, new ArrayList<>());
        }
    }

    /// Has connections of these settings tell everything.
    public ConnectionConfig listenTo(ConnectionConfig config) {
        return config.withObservers(
                (side, _) ->
                        Optional.of(
                                (observation, nowNanos) -> {
                                    assert nowNanos >= lastNanos;
                                    lastNanos = nowNanos;
                                    told.get(side).add(observation);
                                }));
    }

    /// Everything that one side told, oldest first.
    public List<Observation> of(Side side) {
        return told.get(side);
    }

    /// What one side told of a kind.
    public <T extends Observation> List<T> of(Side side, Class<T> kind) {
        return told.get(side).stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    /// Reads the frames of a packet.
    public static void read(ObservedPacket packet, Consumer<Frame> consumer) {
        FrameReader frames = new FrameReader();
        frames.readMultipath();
        for (NatTraversalVariant variant : NatTraversalVariant.values()) {
            frames.readNatTraversal(variant);
        }
        frames.reset(packet.payload(), 0, packet.payload().length);
        try {
            for (Frame frame = frames.next(); frame != null; frame = frames.next()) {
                consumer.accept(frame);
            }
        } catch (TransportException e) {
            throw new AssertionError(e);
        }
    }
}
