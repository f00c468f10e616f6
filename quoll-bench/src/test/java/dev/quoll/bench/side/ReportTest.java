package dev.quoll.bench.side;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quoll.bench.end.Answer;

import org.junit.jupiter.api.Test;

import tools.jackson.jr.ob.JSON;

import java.util.List;
import java.util.Map;

class ReportTest {
    private static final long GIB = 1L << 30;

    @Test
    void ratiosAreThoseOfThePairsNotOfTheMedians() {
        Map<String, Object> object =
                json(Work.HANDSHAKES, pair(100, 200), pair(300, 400), pair(500, 100));

        assertThat(object.get("ours"))
                .isEqualTo(Map.of("min", 100.0, "median", 300.0, "max", 500.0));
        assertThat(object.get("theirs"))
                .isEqualTo(Map.of("min", 100.0, "median", 200.0, "max", 400.0));
        assertThat(object.get("ratio")).isEqualTo(Map.of("min", 0.5, "median", 0.75, "max", 5.0));
    }

    @Test
    void bulkIsInGbitAndHasItsCpuTimeBesideIt() {
        Answer gibInTwoSeconds = new Answer(2, GIB, 0, 0);
        Pair pair = new Pair(new Sample(gibInTwoSeconds, 3, 0), new Sample(gibInTwoSeconds, 2, 0));

        Map<String, Object> object = json(Work.BULK, pair);

        assertThat(object.get("unit")).isEqualTo("Gbit/s");
        assertThat(object.get("ours").toString()).contains("4.29");
        assertThat(object.get("cpuSecondsPerGiB").toString()).contains("3.0").contains("2.0");
    }

    @Test
    void aLineOfTextHasSmallestMedianAndLargest() {
        Comparison comparison =
                comparison(Work.STREAMS, pair(100, 200), pair(300, 400), pair(500, 100));

        assertThat(new Report(comparison).text())
                .contains("streams against quinn")
                .contains("ours 100.00/300.00/500.00")
                .contains("ratio 0.50/0.75/5.00");
    }

    private static Pair pair(long ours, long theirs) {
        return new Pair(sample(ours), sample(theirs));
    }

    /// So many in a second.
    private static Sample sample(long count) {
        return new Sample(new Answer(1, count, 0, 0), 1, 0);
    }

    private static Map<String, Object> json(Work work, Pair... pairs) {
        return JSON.std.mapFrom(new Report(comparison(work, pairs)).json());
    }

    private static Comparison comparison(Work work, Pair... pairs) {
        return new Comparison(Peer.QUINN, work, 1, List.of(pairs), 1 << 20, 1 << 20);
    }
}
