package dev.quoll.core.stream;

import static dev.quoll.core.id.Direction.UNIDIRECTIONAL;
import static dev.quoll.core.stream.Pair.flight;
import static dev.quoll.core.stream.Pair.write;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quoll.core.error.TransportException;

import org.junit.jupiter.api.Test;

import java.util.List;

/// What is written may wait for more; all else goes.
class NewDataHeldTest {
    private final Pair pair = new Pair(StreamsConfig.DEFAULT);
    private final Streams client = pair.client;

    @Test
    void dataThatIsHeldIsNotOfferedUntilItIsReleased() throws TransportException {
        long id = pair.open(UNIDIRECTIONAL);
        write(client, id, 100);
        client.holdNewData();
        assertThat(client.wantsToSend()).isFalse();
        assertThat(client.canSendStreamData()).isFalse();
        assertThat(client.bytesUnsent()).isEqualTo(100);

        client.releaseNewData();
        pair.drive();
        assertThat(client.bytesUnsent()).isZero();
        assertThat(client.bytesSent()).isEqualTo(100);
    }

    @Test
    void aResetGoesAllTheSame() throws TransportException {
        long id = pair.open(UNIDIRECTIONAL);
        write(client, id, 100);
        client.holdNewData();
        client.reset(id, 7);
        assertThat(client.bytesUnsent()).isZero();
        pair.drive();

        assertThat(client.isDelivered(id)).isTrue();
    }

    @Test
    void whatWasLostGoesAtOnceAndTheRestWithIt() {
        long id = pair.open(UNIDIRECTIONAL);
        write(client, id, 100);
        List<Packet> lost = flight(client);
        write(client, id, 50);
        client.holdNewData();
        assertThat(client.wantsToSend()).isFalse();
        lost.forEach(packet -> packet.lostFor(client));

        assertThat(flight(client)).isNotEmpty();
        assertThat(client.bytesRetransmitted()).isEqualTo(100);
        assertThat(client.bytesUnsent()).isZero();
        write(client, id, 50);
        assertThat(client.wantsToSend()).isFalse();
    }
}
