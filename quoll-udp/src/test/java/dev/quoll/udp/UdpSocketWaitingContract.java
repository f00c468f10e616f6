package dev.quoll.udp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import static java.util.concurrent.TimeUnit.SECONDS;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.ClosedChannelException;
import java.util.concurrent.CountDownLatch;

/// How every [UdpSocket] waits, wakes and closes.
abstract class UdpSocketWaitingContract extends LoopbackSockets {
    @Test
    void anInterruptEndsTheWaitAndLeavesTheSocketUsable() throws Exception {
        UdpSocket socket = open(V4);
        Waiter waiter = Waiter.on(socket);

        waiter.thread().interrupt();

        assertThat(waiter.result()).isEqualTo(Readiness.NONE);
        assertThat(send(socket, at(V4, socket), 0, 10, 10)).isEqualTo(SendResult.SENT);
        assertThat(Inbox.of(socket, 1).lengths()).containsExactly(10);
    }

    @Test
    void aWakeupEndsTheWait() throws Exception {
        UdpSocket socket = open(V4);
        Waiter waiter = Waiter.on(socket);

        socket.wakeup();

        assertThat(waiter.result()).isEqualTo(Readiness.NONE);
    }

    @Test
    void aWakeupBeforeTheWaitIsNotLost() throws IOException {
        UdpSocket socket = open(V4);

        socket.wakeup();

        assertThat(socket.await(Long.MAX_VALUE)).isEqualTo(Readiness.NONE);
    }

    @Test
    void aDatagramEndsTheWait() throws Exception {
        UdpSocket socket = open(V4);
        Waiter waiter = Waiter.on(socket);

        send(open(V4), at(V4, socket), 0, 10, 10);

        assertThat(waiter.result()).isEqualTo(Readiness.READABLE);
    }

    @Test
    void aWaitEndsWhenItsTimeIsOverAndNotBefore() throws IOException {
        UdpSocket socket = open(V4);
        long start = System.nanoTime();

        assertThat(socket.await(2_500_000)).isEqualTo(Readiness.NONE);

        assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(2_500_000);
        assertThat(socket.await(0)).isEqualTo(Readiness.NONE);
        assertThat(socket.await(-1)).isEqualTo(Readiness.NONE);
    }

    @Test
    void roomToSendIsReportedOnceAndOnlyIfAskedFor() throws IOException {
        UdpSocket socket = open(V4);
        assertThat(socket.await(0)).isEqualTo(Readiness.NONE);

        socket.requestWritable();

        Readiness readiness = Readiness.NONE;
        while (readiness == Readiness.NONE) { // the request itself ends one wait
            readiness = socket.await(SECONDS.toNanos(10));
        }
        assertThat(readiness).isEqualTo(Readiness.WRITABLE);
        assertThat(socket.await(0)).isEqualTo(Readiness.NONE);
    }

    @Test
    void askingForRoomReachesAWaitThatHasBegun() throws Exception {
        UdpSocket socket = open(V4);
        CountDownLatch writable = new CountDownLatch(1);
        Thread waiter =
                Thread.ofPlatform()
                        .start(
                                () -> {
                                    while (!await(socket).isWritable()) {}
                                    writable.countDown();
                                });

        socket.requestWritable();

        assertThat(writable.await(30, SECONDS)).isTrue();
        waiter.join();
    }

    @Test
    void closingEndsTheWait() throws Exception {
        UdpSocket socket = open(V4);
        Waiter waiter = Waiter.on(socket);

        socket.close();

        assertThatThrownBy(waiter::result).hasCauseInstanceOf(ClosedChannelException.class);
    }

    @Test
    void aClosedSocketSaysSo() throws IOException {
        UdpSocket socket = open(V4);
        ReceiveBatch batch = socket.newReceiveBatch(1500);
        InetSocketAddress address = socket.localAddress();

        socket.close();
        socket.close();

        assertThat(send(socket, address, 0, 1, 1)).isEqualTo(SendResult.CLOSED);
        assertThatThrownBy(() -> socket.receive(batch)).isInstanceOf(ClosedChannelException.class);
        assertThatThrownBy(() -> socket.await(0)).isInstanceOf(ClosedChannelException.class);
        socket.wakeup();
        socket.requestWritable();
        assertThat(socket.localAddress()).isEqualTo(address);
    }

    @Test
    void closingFreesThePort() throws IOException {
        UdpSocket socket = open(V4);
        InetSocketAddress address = socket.localAddress();
        socket.close();

        UdpSocket again = keep(open(UdpSocketConfig.bindTo(address)));

        assertThat(again.localAddress()).isEqualTo(address);
    }

    @Test
    void aPortInUseIsAnError() throws IOException {
        InetSocketAddress taken = open(V4).localAddress();

        assertThatThrownBy(() -> open(UdpSocketConfig.bindTo(taken)))
                .isInstanceOf(IOException.class);
    }

    private static Readiness await(UdpSocket socket) {
        try {
            return socket.await(SECONDS.toNanos(30));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
