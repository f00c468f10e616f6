package dev.quoll.driver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quoll.core.address.Ecn;
import dev.quoll.core.address.FourTuple;

import org.junit.jupiter.api.Test;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;

class HandOverTest {
    private static final Recipient NOBODY = new Successors(List.of());
    private static final FourTuple ROUTE =
            FourTuple.to(new InetSocketAddress(InetAddress.ofLiteral("192.0.2.1"), 9));

    private final HandOver handOver = new HandOver();

    private boolean add() {
        return handOver.add(NOBODY, new byte[1200], 0, 1200, ROUTE, Ecn.NOT_ECT);
    }

    @Test
    void itKeepsNoMoreThanItsLimit() {
        for (int i = 0; i < HandOver.MAX_DATAGRAMS; i++) {
            assertThat(add()).isTrue();
        }
        assertThat(add()).isFalse();
        assertThat(handOver.isEmpty()).isFalse();
    }

    @Test
    void whatWasDeliveredMakesRoom() {
        assertThat(handOver.isEmpty()).isTrue();
        for (int round = 0; round < 3; round++) {
            for (int i = 0; i < HandOver.MAX_DATAGRAMS; i++) {
                assertThat(add()).isTrue();
            }
            handOver.deliverAll();
            assertThat(handOver.isEmpty()).isTrue();
        }
    }
}
