package dev.quoll;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quoll.config.TransportConfig;
import dev.quoll.core.id.ConnectionId;
import dev.quoll.core.id.Side;
import dev.quoll.core.observe.ConnectionObserver;
import dev.quoll.core.observe.ConnectionObservers;
import dev.quoll.core.observe.Observation;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/// Applications listen to what connections do.
@Timeout(120)
class ObserversTest {
    /// Keeps everything, by side.
    private static final class Log implements ConnectionObservers {
        private final Map<Side, List<Observation>> told = new ConcurrentHashMap<>();
        private final Map<Side, ConnectionId> ids = new ConcurrentHashMap<>();

        @Override
        public Optional<ConnectionObserver> observe(Side side, ConnectionId originalDestination) {
            ids.put(side, originalDestination);
            List<Observation> list = new CopyOnWriteArrayList<>();
            told.put(side, list);
            return Optional.of((observation, _) -> list.add(observation));
        }
    }

    @Test
    void bothSidesAreHeardFromTheirBeginningToTheirEnd() throws IOException {
        Log log = new Log();
        TransportConfig transport = TransportConfig.builder().observers(log).build();
        try (Loopback loopback = Loopback.open(transport)) {
            Loopback.Pair pair = loopback.connect();
            pair.client().close();
            pair.server().awaitClosed();
            loopback.client().awaitIdle();
            loopback.server().awaitIdle();
        }

        assertThat(log.ids.get(Side.CLIENT)).isEqualTo(log.ids.get(Side.SERVER));
        for (Side side : Side.values()) {
            List<Observation> told = log.told.get(side);
            assertThat(told.getFirst()).isInstanceOf(Observation.Started.class);
            assertThat(told).hasAtLeastOneElementOfType(Observation.HandshakeCompleted.class);
            assertThat(told).hasAtLeastOneElementOfType(Observation.PacketReceived.class);
            assertThat(told.getLast()).isEqualTo(new Observation.Ended());
        }
    }
}
