package dev.quoll.driver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quoll.TestIdentity;
import dev.quoll.config.ServerConfig;
import dev.quoll.core.address.Ecn;
import dev.quoll.core.address.FourTuple;
import dev.quoll.core.stats.DropReason;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;

/// What clients that are not answered may make a server keep.
class IncomingLimitsTest {
    private static final FourTuple CLIENT =
            FourTuple.to(new InetSocketAddress(InetAddress.getLoopbackAddress(), 4433));
    private static final int LENGTH = 1200;

    private final Random random = new Random(3);
    private EndpointDriver endpoint;

    @BeforeEach
    void bind() throws IOException {
        endpoint = Drivers.client(); // its own socket gets nothing
    }

    @AfterEach
    void close() {
        endpoint.close(0, new byte[0]);
    }

    @Test
    void noMoreClientsWaitThanAllowed() throws IOException {
        serve(config().maxIncoming(5).build());
        for (int i = 0; i < 8; i++) {
            arrive(initial());
        }
        assertThat(endpoint.counts().waiting()).isEqualTo(5);
        assertThat(endpoint.counts().dropped()).containsEntry(DropReason.NOT_ACCEPTING, 3L);

        endpoint.tryAccept().ignore();
        arrive(initial());
        assertThat(endpoint.counts().waiting()).isEqualTo(5);
        assertThat(endpoint.counts().waitingBytes()).isEqualTo(5 * LENGTH);
    }

    @Test
    void noMoreIsKeptForAllClientsThanAllowed() {
        serve(config().incomingBufferSizeTotal(3 * LENGTH + 1).build());
        for (int i = 0; i < 5; i++) {
            arrive(initial());
        }

        assertThat(endpoint.counts().waitingBytes()).isEqualTo(3 * LENGTH);
    }

    @Test
    void noMoreIsKeptForOneClientThanAllowed() throws IOException {
        serve(config().incomingBufferSize(2 * LENGTH).build());
        byte[] initial = initial();
        arrive(initial);
        IncomingDriver client = endpoint.tryAccept();
        for (int i = 0; i < 4; i++) {
            client.deliver(initial, 0, LENGTH, CLIENT, Ecn.NOT_ECT);
        }

        assertThat(endpoint.counts().waitingBytes()).isEqualTo(2 * LENGTH);
        client.refuse();
        assertThat(endpoint.counts().waitingBytes()).isZero();
        assertThat(endpoint.table().size()).isZero();
    }

    @Test
    void whileHandshakesPileUpClientsAreAskedToComeAgain() {
        serve(config().build());
        CountDownLatch end = new CountDownLatch(1);
        int running = Math.max(2, Runtime.getRuntime().availableProcessors());
        for (int i = 0; i < running + HandshakeWorkers.MAX_WAITING; i++) {
            endpoint.workers().run(() -> awaitQuietly(end));
        }
        assertThat(endpoint.workers().isFull()).isTrue();
        arrive(initial());
        arrive(initialWithToken());
        end.countDown();

        assertThat(endpoint.counts().waiting()).isZero();
        assertThat(endpoint.counts().retried()).isEqualTo(1);
        assertThat(endpoint.counts().dropped()).containsEntry(DropReason.NOT_ACCEPTING, 1L);
    }

    @Test
    void anInboxThatIsFullTakesNoMore() {
        Inbox inbox = new Inbox();
        byte[] bytes = new byte[LENGTH];
        for (int i = 0; i < Inbox.MAX_DATAGRAMS; i++) {
            assertThat(inbox.add(bytes, 0, LENGTH, CLIENT, Ecn.NOT_ECT)).isTrue();
        }

        assertThat(inbox.add(bytes, 0, LENGTH, CLIENT, Ecn.NOT_ECT)).isFalse();
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private static ServerConfig.Builder config() {
        return ServerConfig.builder(TestIdentity.server().serverTls().build());
    }

    private void serve(ServerConfig config) {
        endpoint.setServer(Optional.of(config));
    }

    private void arrive(byte[] datagram) {
        endpoint.strangers()
                .take(endpoint.nextHome(), datagram, 0, datagram.length, CLIENT, Ecn.NOT_ECT);
    }

    private byte[] initialWithToken() {
        byte[] datagram = initial();
        System.arraycopy(datagram, 16, datagram, 17, 2);
        datagram[15] = 1;
        datagram[16] = 99; // the token
        datagram[18]--; // the packet is a byte shorter
        return datagram;
    }

    /// The header of a client's first packet, and noise.
    private byte[] initial() {
        byte[] datagram = new byte[LENGTH];
        random.nextBytes(datagram);
        datagram[0] = (byte) 0xc0;
        datagram[1] = 0;
        datagram[2] = 0;
        datagram[3] = 0;
        datagram[4] = 1; // version
        datagram[5] = 8; // of the destination, which stays random
        datagram[14] = 0; // no source
        datagram[15] = 0; // no token
        int rest = LENGTH - 18;
        datagram[16] = (byte) (0x40 | rest >> 8);
        datagram[17] = (byte) rest;
        return datagram;
    }
}
