package dev.quoll.core.stream;

import static dev.quoll.core.id.Direction.UNIDIRECTIONAL;
import static dev.quoll.core.stream.Pair.flight;
import static dev.quoll.core.stream.Pair.write;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.List;

/// Which stream sends first.
class StreamOrderTest {
    private static final int LENGTH = 20_000;

    private final Pair pair = new Pair(config(StreamFairness.ROUND_ROBIN));
    private final Streams client = pair.client;

    @Test
    void streamsOfTheSamePriorityTakeTurns() {
        long first = opened(client);
        long second = opened(client);

        assertThat(order()).startsWith(first, second, first, second);
    }

    @Test
    void aStreamOfHigherPrioritySendsAllItHasFirst() {
        long low = opened(client);
        long high = opened(client);
        client.setPriority(high, 5);

        List<Long> order = order();
        assertThat(order.lastIndexOf(high)).isLessThan(order.indexOf(low));
        assertThat(client.priority(high)).isEqualTo(5);
    }

    @Test
    void aPriorityMayBeBelowThatOfAllOthers() {
        long low = opened(client);
        client.setPriority(low, -1);
        long usual = opened(client);

        List<Long> order = order();
        assertThat(order.lastIndexOf(usual)).isLessThan(order.indexOf(low));
    }

    @Test
    void aThousandPrioritiesLeaveNothingBehind() {
        for (int i = 0; i < 1000; i++) {
            long id = opened(client);
            client.setPriority(id, i - 500);
            client.reset(id, 0);
            flight(client).forEach(packet -> packet.acknowledgedTo(client));
        }
        long first = opened(client);

        assertThat(order()).startsWith(first);
    }

    @Test
    void streamsMaySendOneAfterAnother() {
        Pair ordered = new Pair(config(StreamFairness.ONE_AFTER_ANOTHER));
        long first = opened(ordered.client);
        long second = opened(ordered.client);

        List<Long> order = order(ordered.client);
        assertThat(order.lastIndexOf(first)).isLessThanOrEqualTo(order.indexOf(second));
    }

    private static long opened(Streams streams) {
        long id = streams.open(UNIDIRECTIONAL).orElseThrow();
        write(streams, id, LENGTH);
        return id;
    }

    private List<Long> order() {
        return order(client);
    }

    private static List<Long> order(Streams streams) {
        return flight(streams).stream()
                .flatMap(packet -> packet.pieces.stream())
                .map(Packet.Piece::streamId)
                .toList();
    }

    private static StreamsConfig config(StreamFairness fairness) {
        return new StreamsConfig(100_000_000, 100_000, 2000, 2000, 100_000_000, 0, fairness);
    }
}
