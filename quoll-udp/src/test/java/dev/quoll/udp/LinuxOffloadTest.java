package dev.quoll.udp;

import static org.assertj.core.api.Assertions.assertThat;

import static java.net.InetAddress.ofLiteral;
import static java.util.concurrent.TimeUnit.SECONDS;

import com.sun.management.ThreadMXBean;

import dev.quoll.udp.UdpSocketConfig.Option;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/// Many datagrams with one call, both ways, and what that costs.
class LinuxOffloadTest extends LoopbackSockets {
    @Override
    UdpSocket open(UdpSocketConfig config) throws IOException {
        return LinuxSockets.open(config);
    }

    private UdpSocket openWithoutOffload() throws IOException {
        InetSocketAddress any = new InetSocketAddress(ofLiteral(V4), 0);
        return keep(open(UdpSocketConfig.bindTo(any).with(Option.NO_OFFLOAD)));
    }

    @Test
    void aBatchArrivesAsOneMessageOfEqualDatagramsAndAShortOne() throws IOException {
        UdpSocket from = open(V4);
        UdpSocket to = open(V4);
        ReceiveBatch batch = to.newReceiveBatch(1500);

        send(from, at(V4, to), 5, 9 * 1200 + 17, 1200);
        receive(to, batch);

        assertThat(batch.size()).isEqualTo(1);
        assertThat(batch.segmentSize(0)).isEqualTo(1200);
        assertThat(batch.length(0)).isEqualTo(9 * 1200 + 17);
        List<Integer> expected = new ArrayList<>(Collections.nCopies(9, 1200));
        expected.add(17);
        assertThat(Inbox.lengthsIn(batch)).isEqualTo(expected);
    }

    @Test
    void aBatchArrivesAsDatagramsWhereTheyAreNotJoined() throws IOException {
        UdpSocket from = open(V4);
        UdpSocket to = openWithoutOffload();
        ReceiveBatch batch = to.newReceiveBatch(1500);

        send(from, at(V4, to), 5, 5 * 1200 + 17, 1200);
        receive(to, batch);

        assertThat(batch.size()).isEqualTo(6);
        assertThat(Inbox.lengthsIn(batch)).containsExactly(1200, 1200, 1200, 1200, 1200, 17);
    }

    @Test
    void aLongBatchOfShortDatagramsTakesSeveralCalls() throws IOException {
        UdpSocket from = open(V4);
        UdpSocket to = open(V4);

        assertThat(send(from, at(V4, to), 5, 1_003, 10)).isEqualTo(SendResult.SENT);

        Inbox inbox = Inbox.of(to, 101);
        assertThat(inbox.lengths().getLast()).isEqualTo(3);
        assertThat(inbox.bytes()).isEqualTo(pattern(5, 1_003));
    }

    @Test
    void aBatchLongerThanACallTakesSeveral() throws IOException {
        UdpSocket from = open(V4);
        UdpSocket to = open(V4);

        assertThat(send(from, at(V4, to), 5, 60 * 1_400, 1_400)).isEqualTo(SendResult.SENT);

        Inbox inbox = Inbox.of(to, 60);
        assertThat(inbox.lengths()).containsOnly(1_400);
        assertThat(inbox.bytes()).isEqualTo(pattern(5, 60 * 1_400));
    }

    @Test
    void joinedDatagramsAreSpreadOverMessagesTheyFitIn() throws IOException {
        UdpSocket from = open(V4);
        UdpSocket to = open(V4);
        send(from, at(V4, to), 5, 550, 100);
        ReceiveBatch batch = new ReceiveBatch(2, 250);

        receive(to, batch);
        assertThat(batch.size()).isEqualTo(2);
        assertThat(batch.segmentSize(0)).isEqualTo(100);
        assertThat(Inbox.lengthsIn(batch)).containsExactly(100, 100, 100, 100);
        assertThat(to.await(Long.MAX_VALUE)).isEqualTo(Readiness.READABLE);
        to.receive(batch);
        assertThat(batch.size()).isEqualTo(1);
        assertThat(Inbox.lengthsIn(batch)).containsExactly(100, 50);
        assertThat(to.await(0)).isEqualTo(Readiness.NONE);
    }

    @Test
    void theShortOneOfJoinedDatagramsMayFitAlone() throws IOException {
        UdpSocket from = open(V4);
        UdpSocket to = open(V4);
        send(from, at(V4, to), 5, 250, 100);
        ReceiveBatch batch = new ReceiveBatch(4, 60);

        receive(to, batch);

        assertThat(batch.oversized()).isEqualTo(2);
        assertThat(Inbox.lengthsIn(batch)).containsExactly(50);
    }

    @Test
    void aBatchToAKnownPeerAndBackCostsNoByte() throws IOException {
        assertNoGarbage(open(V4), V4, 1);
        assertNoGarbage(open(V4), V4, 10);
        assertNoGarbage(open(DUAL), V4, 10);
        assertNoGarbage(open(DUAL), V6, 10);
    }

    @Test
    void aBatchSentOneByOneCostsNoByte() throws IOException {
        assertNoGarbage(openWithoutOffload(), V4, 10);
    }

    private static void assertNoGarbage(UdpSocket socket, String address, int segments)
            throws IOException {
        InetSocketAddress self = at(address, socket);
        Optional<InetAddress> local = Optional.of(self.getAddress());
        SendBatch send = new SendBatch();
        ReceiveBatch receive = socket.newReceiveBatch(1500);
        byte[] bytes = new byte[segments * 1200];
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long least = Long.MAX_VALUE;
        for (int run = 0; run < 40 && least > 0; run++) { // the first ones are not compiled yet
            long before = threads.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < 1_000; i++) {
                send.to(self, local, i % 3).payload(bytes, 0, bytes.length, 1200);
                socket.send(send);
                receive(socket, receive);
            }
            least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
        }
        assertThat(least).isZero();
    }

    private static void receive(UdpSocket socket, ReceiveBatch batch) throws IOException {
        do {
            socket.await(SECONDS.toNanos(30));
        } while (socket.receive(batch) == 0);
    }
}
