package dev.quoll.driver;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;

/// The table on its own; the connections never hear of anybody.
class PeerTableTest {
    private final PeerTable table = new PeerTable();
    private final InetSocketAddress peer =
            new InetSocketAddress(InetAddress.ofLiteral("192.0.2.1"), 9);
    private EndpointDriver endpoint;
    private int ports = 1;

    @BeforeEach
    void bind() throws IOException {
        endpoint = Drivers.client();
    }

    @AfterEach
    void close() {
        endpoint.close(0, new byte[0]);
    }

    private ConnectionDriver connection() throws IOException {
        InetSocketAddress nobody = new InetSocketAddress(InetAddress.getLoopbackAddress(), ports++);
        return endpoint.connect(Drivers.clientConfig(), nobody, "localhost");
    }

    private ConnectionDriver closed() throws IOException {
        ConnectionDriver connection = connection();
        connection.close(0, new byte[0]);
        return connection;
    }

    @Test
    void aPeerHasOneConnection() throws IOException {
        ConnectionDriver first = connection();
        assertThat(table.put(peer, first)).isTrue();
        assertThat(table.isTaken(peer)).isTrue();
        assertThat(table.put(peer, connection())).isFalse();
        assertThat(table.find(peer)).isSameAs(first);
    }

    @Test
    void aClosingOneGivesWayAndIsStillTold() throws IOException {
        ConnectionDriver first = closed();
        ConnectionDriver second = connection();
        table.put(peer, first);
        assertThat(table.isTaken(peer)).isFalse();
        assertThat(table.put(peer, second)).isTrue();
        assertThat(table.find(peer)).isEqualTo(new Successors(List.of(second, first)));
        assertThat(table.put(peer, connection())).isFalse();

        table.remove(peer, first);
        assertThat(table.find(peer)).isSameAs(second);
        table.remove(peer, second);
        assertThat(table.size()).isZero();
    }

    @Test
    void onlySoManyClosingOnesAreKept() throws IOException {
        List<ConnectionDriver> all = new ArrayList<>();
        for (int i = 0; i < 2 * PeerTable.MOST_CLOSING; i++) {
            all.addFirst(closed());
            assertThat(table.put(peer, all.getFirst())).isTrue();
        }
        assertThat(table.find(peer))
                .isEqualTo(new Successors(all.subList(0, 1 + PeerTable.MOST_CLOSING)));
        all.forEach(each -> table.remove(peer, each));
        assertThat(table.size()).isZero();
    }
}
