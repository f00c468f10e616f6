package dev.quoll.interop.relay;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;

class LineTest {
    private static final long MILLI = TimeUnit.MILLISECONDS.toNanos(1);
    private static final int IP_PACKET = 1250;
    private static final int DATAGRAM = IP_PACKET - 28;

    private static Line line(Link link) {
        return new Line(link, new Random(1));
    }

    private static void take(Line line, int number, long nowNanos) throws IOException {
        byte[] bytes = new byte[DATAGRAM];
        bytes[0] = (byte) number;
        try (Selector selector = Selector.open();
                Mapping mapping =
                        Mapping.open(
                                new InetSocketAddress(0),
                                InetAddress.getLoopbackAddress(),
                                selector,
                                0)) {
            line.take(new Parcel.Datagram(bytes, mapping), nowNanos, nowNanos);
        }
    }

    /// The numbers of those that are through in a minute, as they come.
    private static List<Integer> through(Line line) {
        List<Integer> numbers = new ArrayList<>();
        while (line.nextNanos() != Line.NEVER) {
            numbers.add(Integer.valueOf(line.remove().bytes()[0]));
        }
        return numbers;
    }

    @Test
    void datagramsFollowEachOtherAtTheRateAfterTheDelay() throws IOException {
        Line line = line(Link.of(Pace.USUAL));
        take(line, 1, 0);
        take(line, 2, 0);
        assertThat(line.nextNanos()).isEqualTo(16 * MILLI); // 10,000 bits at 10 Mbit/s, and 15 ms
        line.remove();
        assertThat(line.nextNanos()).isEqualTo(17 * MILLI);
    }

    @Test
    void whatFindsTheQueueFullIsLost() throws IOException {
        Line line = line(Link.of(new Pace(Duration.ZERO, 10_000_000, 3)));
        for (int i = 1; i <= 6; i++) {
            take(line, i, 0);
        }
        take(line, 7, MILLI);
        assertThat(through(line)).containsExactly(1, 2, 3, 4, 7); // one on the line, three behind
        assertThat(line.dropped()).isEqualTo(2);
    }

    @Test
    void aShareIsLostAndNotTooManyInARow() throws IOException {
        Link link = Link.of(Pace.IDEAL).with(Faults.losing(new Chance(0.9, 3)));
        Line line = line(link);
        for (int i = 0; i < 100; i++) {
            take(line, i, i);
        }
        List<Integer> numbers = through(line);
        assertThat(numbers).hasSizeBetween(25, 60);
        for (int i = 1; i < numbers.size(); i++) {
            assertThat(numbers.get(i) - numbers.get(i - 1)).isLessThanOrEqualTo(4);
        }
    }

    @Test
    void aDamagedDatagramDiffersInOneBit() throws IOException {
        Line line = line(Link.of(Pace.IDEAL).with(Faults.corrupting(new Chance(1, 1))));
        take(line, 0, 0);
        int bits = 0;
        for (byte each : line.remove().bytes()) {
            bits += Integer.bitCount(each & 0xff);
        }
        assertThat(bits).isEqualTo(1);
        assertThat(line.corrupted()).isEqualTo(1);
    }

    @Test
    void someOvertakeOthers() throws IOException {
        Pace pace = Pace.IDEAL.delayed(Duration.ofMillis(10));
        Line line = line(Link.of(pace).with(Faults.reordering(new Chance(0.3, 1))));
        for (int i = 0; i < 50; i++) {
            take(line, i, i * MILLI);
        }
        assertThat(through(line)).hasSize(50).isNotEqualTo(List.copyOf(sorted(50)));
    }

    private static List<Integer> sorted(int count) {
        List<Integer> numbers = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            numbers.add(i);
        }
        return numbers;
    }

    @Test
    void nothingPassesWhileTheLinkIsShut() throws IOException {
        Outages outages = new Outages(Duration.ofSeconds(5), Duration.ofSeconds(2));
        Line line = line(Link.of(Pace.IDEAL).with(outages));
        take(line, 1, TimeUnit.MILLISECONDS.toNanos(4999));
        take(line, 2, TimeUnit.SECONDS.toNanos(5));
        take(line, 3, TimeUnit.MILLISECONDS.toNanos(6999));
        take(line, 4, TimeUnit.SECONDS.toNanos(7));
        take(line, 5, TimeUnit.SECONDS.toNanos(12));
        assertThat(through(line)).containsExactly(1, 4);
    }

    @Test
    void rebindingsAreCountedFromTheFirst() {
        Rebinding rebinding =
                new Rebinding(Rebinding.Change.PORT, Duration.ofSeconds(1), Duration.ofSeconds(5));
        assertThat(rebinding.countAt(TimeUnit.MILLISECONDS.toNanos(999))).isZero();
        assertThat(rebinding.countAt(TimeUnit.SECONDS.toNanos(1))).isEqualTo(1);
        assertThat(rebinding.countAt(TimeUnit.SECONDS.toNanos(11))).isEqualTo(3);
        assertThat(Rebinding.NONE.countAt(Long.MAX_VALUE)).isZero();
    }
}
