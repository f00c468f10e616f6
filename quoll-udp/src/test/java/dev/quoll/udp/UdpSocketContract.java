package dev.quoll.udp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import static java.net.InetAddress.ofLiteral;
import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;

import dev.quoll.udp.UdpSocketConfig.Option;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/// What every [UdpSocket] does with datagrams, shown over loopback.
abstract class UdpSocketContract extends LoopbackSockets {
    @Test
    void datagramsPassOverIpv4() throws IOException {
        UdpSocket from = open(V4);
        UdpSocket to = open(V4);

        assertThat(send(from, at(V4, to), 1, 100, 100)).isEqualTo(SendResult.SENT);

        Inbox inbox = Inbox.of(to, 1);
        assertThat(inbox.lengths()).containsExactly(100);
        assertThat(inbox.remotes()).containsExactly(from.localAddress());
    }

    @Test
    void datagramsPassOverIpv6() throws IOException {
        UdpSocket from = open(V6);
        UdpSocket to = open(V6);

        assertThat(send(from, at(V6, to), 1, 100, 100)).isEqualTo(SendResult.SENT);

        assertThat(Inbox.of(to, 1).remotes()).containsExactly(from.localAddress());
    }

    @Test
    void aDualStackSocketSeesIpv4PeersByTheirIpv4Address() throws IOException {
        UdpSocket dual = open(DUAL);
        UdpSocket four = open(V4);

        send(four, at(V4, dual), 1, 10, 10);

        Inbox inbox = Inbox.of(dual, 1);
        assertThat(inbox.remotes()).containsExactly(four.localAddress());
        assertThat(inbox.remotes().getFirst().getAddress()).isInstanceOf(Inet4Address.class);
        assertThat(send(dual, inbox.remotes().getFirst(), 1, 20, 20)).isEqualTo(SendResult.SENT);
        assertThat(Inbox.of(four, 1).lengths()).containsExactly(20);
    }

    @Test
    void aDualStackSocketTalksToIpv6PeersToo() throws IOException {
        UdpSocket dual = open(DUAL);
        UdpSocket six = open(V6);

        send(six, at(V6, dual), 1, 10, 10);

        Inbox inbox = Inbox.of(dual, 1);
        assertThat(inbox.remotes()).containsExactly(six.localAddress());
        assertThat(send(dual, inbox.remotes().getFirst(), 1, 20, 20)).isEqualTo(SendResult.SENT);
        assertThat(Inbox.of(six, 1).lengths()).containsExactly(20);
    }

    @Test
    void aBatchIsCutIntoSegmentsAndTheLastMayBeShort() throws IOException {
        UdpSocket from = open(V4);
        UdpSocket to = open(V4);
        SendBatch batch = batch(at(V4, to), 3, 2 * 1200 + 7, 1200);

        assertThat(from.send(batch)).isEqualTo(SendResult.SENT);

        assertThat(batch.isEmpty()).isTrue();
        Inbox inbox = Inbox.of(to, 3);
        assertThat(inbox.lengths()).containsExactly(1200, 1200, 7);
        assertThat(inbox.bytes()).isEqualTo(pattern(3, 2 * 1200 + 7));
    }

    @Test
    void aFullSizedBatchArrivesInOrder() throws IOException {
        UdpSocket from = open(V4);
        UdpSocket to = open(V4);
        int segments = from.maxSegments();

        assertThat(send(from, at(V4, to), 9, segments * 1000, 1000)).isEqualTo(SendResult.SENT);

        Inbox inbox = Inbox.of(to, segments);
        assertThat(inbox.lengths()).hasSize(segments).containsOnly(1000);
        assertThat(inbox.bytes()).isEqualTo(pattern(9, segments * 1000));
    }

    @Test
    void whatDoesNotFitInOneReceiveComesWithTheNext() throws IOException {
        UdpSocket from = open(V4);
        UdpSocket to = open(V4);
        send(from, at(V4, to), 0, 50, 10);
        ReceiveBatch batch = new ReceiveBatch(2, 65_535);
        List<Integer> lengths = new ArrayList<>();

        while (lengths.size() < 5) {
            to.await(SECONDS.toNanos(10));
            assertThat(to.receive(batch)).isLessThanOrEqualTo(2);
            lengths.addAll(Inbox.lengthsIn(batch));
        }

        assertThat(lengths).containsExactly(10, 10, 10, 10, 10);
        assertThat(to.receive(batch)).isZero();
    }

    @Test
    void aDatagramLongerThanTheBatchAllowsIsThrownAwayAndCounted() throws IOException {
        UdpSocket from = open(V4);
        UdpSocket to = open(V4);
        send(from, at(V4, to), 0, 101, 101);
        send(from, at(V4, to), 0, 100, 100);
        assertOneIsTooLong(to, new ReceiveBatch(4, 100));
    }

    @Test
    void theSocketsOwnBatchThrowsAwayWhatIsTooLongToo() throws IOException {
        UdpSocket from = open(V4);
        UdpSocket to = open(V4);
        send(from, at(V4, to), 0, 101, 101);
        send(from, at(V4, to), 0, 100, 100);
        assertOneIsTooLong(to, to.newReceiveBatch(100));
    }

    private static void assertOneIsTooLong(UdpSocket to, ReceiveBatch batch) throws IOException {
        int oversized = 0;

        while (batch.size() == 0) {
            to.await(SECONDS.toNanos(10));
            to.receive(batch);
            oversized += batch.oversized();
        }

        assertThat(oversized).isEqualTo(1);
        assertThat(Inbox.lengthsIn(batch)).containsExactly(100);
    }

    @Test
    void anEmptyDatagramIsReceivedAsOne() throws IOException {
        UdpSocket to = open(V4);
        try (DatagramChannel channel = DatagramChannel.open()) {
            channel.send(ByteBuffer.allocate(0), at(V4, to));
        }

        assertThat(Inbox.of(to, 1).lengths()).containsExactly(0);
    }

    @Test
    void aKnownSenderIsTheSameObjectAgain() throws IOException {
        UdpSocket to = open(V4);
        UdpSocket first = open(V4);
        UdpSocket second = open(V4);
        List<InetSocketAddress> remotes = new ArrayList<>();

        for (int i = 0; i < 2; i++) {
            send(first, at(V4, to), 0, 1, 1);
            remotes.addAll(Inbox.of(to, 1).remotes());
            send(second, at(V4, to), 0, 1, 1);
            remotes.addAll(Inbox.of(to, 1).remotes());
        }

        assertThat(remotes.get(2)).isSameAs(remotes.get(0));
        assertThat(remotes.get(3)).isSameAs(remotes.get(1));
    }

    @Test
    void aSocketBoundToOneAddressTellsWhereDatagramsCameTo() throws IOException {
        UdpSocket from = open(V4);
        UdpSocket to = open(V4);
        assertThat(to.capabilities()).contains(Capability.READ_LOCAL_ADDRESS);

        send(from, at(V4, to), 0, 1, 1);

        assertThat(Inbox.of(to, 1).locals()).containsExactly(Optional.of(ofLiteral(V4)));
    }

    @Test
    void marksTravelWhereTheSocketsCanMarkAndRead() throws IOException {
        UdpSocket from = open(V4);
        UdpSocket to = open(V4);
        boolean readable =
                from.capabilities().contains(Capability.MARK_ECN)
                        && to.capabilities().contains(Capability.READ_ECN);

        for (int ecn : new int[] {0, 2, 2, 1, 0}) {
            SendBatch batch = batch(at(V4, to), 0, 1, 1).to(at(V4, to), Optional.empty(), ecn);
            assertThat(from.send(batch)).isEqualTo(SendResult.SENT);
        }

        List<Integer> received = Inbox.of(to, 5).ecnBits();
        if (readable) {
            assertThat(received).containsExactly(0, 2, 2, 1, 0);
        } else {
            assertThat(received).containsOnly(0);
        }
    }

    @Test
    void aDatagramTooLongForTheProtocolIsReportedAndTheRestCanBeSent() throws IOException {
        UdpSocket from = open(V4);
        UdpSocket to = open(V4);
        int tooLong = 65_508; // one more than IPv4 carries
        SendBatch batch = batch(at(V4, to), 4, tooLong + 10, tooLong);

        assertThat(from.send(batch)).isEqualTo(SendResult.TOO_LONG);
        assertThat(batch.segments()).isEqualTo(2);
        batch.skip(1);

        assertThat(from.send(batch)).isEqualTo(SendResult.SENT);
        assertThat(Inbox.of(to, 1).lengths()).containsExactly(10);
    }

    @Test
    void anIpv6DestinationIsUnreachableFromAnIpv4Socket() throws IOException {
        UdpSocket from = open(V4);
        SendBatch batch = batch(at(V6, from), 0, 1, 1);

        assertThat(from.send(batch)).isEqualTo(SendResult.UNREACHABLE);

        assertThat(batch.segments()).isEqualTo(1);
        assertThat(batch.failure()).isPresent();
    }

    @Test
    void aPortWhereNobodyListensHarmsNothing() throws IOException {
        UdpSocket from = open(V4);
        UdpSocket to = open(V4);
        UdpSocket gone = open(V4);
        InetSocketAddress dead = gone.localAddress();
        gone.close();

        for (int i = 0; i < 20; i++) {
            assertThat(send(from, dead, 0, 10, 10)).isEqualTo(SendResult.SENT);
            from.receive(from.newReceiveBatch(1500));
        }

        assertThat(send(from, at(V4, to), 0, 10, 10)).isEqualTo(SendResult.SENT);
        send(to, Inbox.of(to, 1).remotes().getFirst(), 0, 11, 11);
        assertThat(Inbox.of(from, 1).lengths()).containsExactly(11);
    }

    @Test
    void anInterruptedSenderLeavesTheSocketUsable() throws Exception {
        UdpSocket from = open(V4);
        UdpSocket to = open(V4);
        CompletableFuture<SendResult> result = new CompletableFuture<>();

        Thread sender =
                Thread.startVirtualThread(
                        () -> {
                            Thread.currentThread().interrupt();
                            result.complete(send(from, at(V4, to), 0, 30, 10));
                        });
        sender.join();

        assertThat(result.get()).isEqualTo(SendResult.SENT);
        assertThat(send(from, at(V4, to), 0, 10, 10)).isEqualTo(SendResult.SENT);
        assertThat(Inbox.of(to, 4).lengths()).hasSize(4);
    }

    @Test
    void batchesOfManyThreadsDoNotMix() throws Exception {
        UdpSocket from = open(V4);
        UdpSocket to = open(V4);
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            int seed = i;
            threads.add(
                    Thread.startVirtualThread(() -> send(from, at(V4, to), seed, 8 * 100, 100)));
        }
        for (Thread thread : threads) {
            thread.join();
        }

        List<byte[]> datagrams = Inbox.of(to, 64).datagrams();

        for (int seed = 0; seed < 8; seed++) {
            byte[] sent = pattern(seed, 100);
            assertThat(datagrams).filteredOn(got -> got[0] == sent[0]).hasSize(8);
        }
    }

    @Test
    void theGrantedBuffersAreTold() throws IOException {
        InetSocketAddress any = new InetSocketAddress(ofLiteral(V4), 0);
        UdpSocketConfig config =
                UdpSocketConfig.bindTo(any).withSendBuffer(50_000).withReceiveBuffer(60_000);

        UdpSocket socket = keep(open(config));

        assertThat(socket.sendBufferBytes()).isGreaterThanOrEqualTo(50_000);
        assertThat(socket.receiveBufferBytes()).isGreaterThanOrEqualTo(60_000);
    }

    @Test
    void socketsThatAllAskForItShareAPort() throws IOException {
        InetSocketAddress any = new InetSocketAddress(ofLiteral(V4), 0);
        UdpSocket first = openShared(any);
        UdpSocket second = openShared(first.localAddress());
        int count = 64;

        for (int i = 0; i < count; i++) {
            send(open(V4), first.localAddress(), i, 1, 1);
        }

        int arrived = 0;
        while (arrived < count) {
            arrived += receiveNow(first) + receiveNow(second);
        }
        assertThat(arrived).isEqualTo(count);
    }

    private UdpSocket openShared(InetSocketAddress local) throws IOException {
        try {
            return keep(open(UdpSocketConfig.bindTo(local).with(Option.SHARE_PORT)));
        } catch (SocketException e) {
            return abort("ports cannot be shared here: " + e.getMessage());
        }
    }

    private static int receiveNow(UdpSocket socket) throws IOException {
        ReceiveBatch batch = socket.newReceiveBatch(1500);
        socket.await(MILLISECONDS.toNanos(1));
        return socket.receive(batch);
    }
}
