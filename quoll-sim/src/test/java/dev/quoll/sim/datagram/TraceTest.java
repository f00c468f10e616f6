package dev.quoll.sim.datagram;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quoll.core.address.Ecn;

import org.junit.jupiter.api.Test;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.function.Consumer;

class TraceTest {
    private static final InetSocketAddress A =
            new InetSocketAddress(InetAddress.ofLiteral("192.0.2.1"), 1);
    private static final InetSocketAddress B =
            new InetSocketAddress(InetAddress.ofLiteral("192.0.2.2"), 2);
    private static final Datagram DATAGRAM = new Datagram(1, new byte[] {1, 2, 3}, A, B, Ecn.ECT_0);

    @Test
    void equalEventsGiveEqualHashes() {
        assertThat(hashOf(trace -> trace.onSent(DATAGRAM, "host", 5)))
                .isEqualTo(hashOf(trace -> trace.onSent(DATAGRAM, "host", 5)));
    }

    @Test
    void everyPartOfAnEventCounts() {
        assertThat(
                        new long[] {
                            hashOf(_ -> {}),
                            hashOf(trace -> trace.onSent(DATAGRAM, "host", 5)),
                            hashOf(trace -> trace.onSent(DATAGRAM, "host", 6)),
                            hashOf(trace -> trace.onSent(DATAGRAM, "post", 5)),
                            hashOf(trace -> trace.onDelivered(DATAGRAM, "host", 5)),
                            hashOf(trace -> drop(trace, DropCause.LOSS)),
                            hashOf(trace -> drop(trace, DropCause.BLACKOUT)),
                            hashOf(trace -> send(trace, DATAGRAM.withEcn(Ecn.CE))),
                            hashOf(trace -> send(trace, DATAGRAM.withSource(B))),
                            hashOf(trace -> send(trace, DATAGRAM.withDestination(A))),
                            hashOf(trace -> send(trace, DATAGRAM.withBytes(new byte[3])))
                        })
                .doesNotHaveDuplicates();
    }

    @Test
    void onlyTheLastLinesAreKept() {
        Trace trace = new Trace();
        send(trace, DATAGRAM);
        assertThat(trace.lines()).isEmpty();

        trace.keepLines(2);
        for (int i = 0; i < 3; i++) {
            drop(trace, DropCause.LOSS);
        }
        trace.onDelivered(DATAGRAM, "home", 1_234);

        assertThat(trace.lines())
                .containsExactly(
                        "5 ns DROPPED host LOSS: #1 192.0.2.1:1>192.0.2.2:2 3 B ECT_0",
                        "1,234 ns DELIVERED home: #1 192.0.2.1:1>192.0.2.2:2 3 B ECT_0");
        assertThat(trace.dropped()).isEqualTo(3);
        assertThat(trace.dropped(DropCause.LOSS)).isEqualTo(3);
        assertThat(trace.sent()).isEqualTo(1);
        assertThat(trace.delivered()).isEqualTo(1);
    }

    private static void send(Trace trace, Datagram datagram) {
        trace.onSent(datagram, "host", 5);
    }

    private static void drop(Trace trace, DropCause cause) {
        trace.onDropped(DATAGRAM, "host", cause, 5);
    }

    private static long hashOf(Consumer<Trace> events) {
        Trace trace = new Trace();
        events.accept(trace);
        return trace.hash();
    }
}
