package dev.quoll.bench.side;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quoll.bench.end.Answer;

import org.junit.jupiter.api.Test;

import tools.jackson.jr.ob.JSON;

import java.util.List;
import java.util.Map;

class GrowthTest {
    private final Growth growth = new Growth(List.of(requests(1, 2, 4), requests(10_000, 3, 12)));

    @Test
    void eachNumberOfConnectionsIsComparedToTheFirst() {
        Map<String, Object> object = JSON.std.mapFrom(growth.json());

        assertThat(object.get("medianToThatOfConnections")).isEqualTo(1);
        assertThat(object.get("growth"))
                .isEqualTo(
                        List.of(
                                Map.of("connections", 1, "ours", 1.0, "theirs", 1.0),
                                Map.of("connections", 10_000, "ours", 1.5, "theirs", 3.0)));
    }

    @Test
    void aLineOfTextHasBothSides() {
        assertThat(growth.text())
                .contains("requests with 10,000 connections to 1: ours 1.50, theirs 3.00");
    }

    private static Comparison requests(int connections, double ours, double theirs) {
        return new Comparison(
                Peer.QUINN,
                Work.REQUESTS,
                connections,
                List.of(new Pair(sample(ours), sample(theirs))),
                1 << 20,
                1 << 20);
    }

    private static Sample sample(double cpuSeconds) {
        return new Sample(new Answer(1, 1000, 0, 0), cpuSeconds, 0);
    }
}
