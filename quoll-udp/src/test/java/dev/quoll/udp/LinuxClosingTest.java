package dev.quoll.udp;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.ClosedChannelException;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.FutureTask;

/// Sockets are closed while others use them, and their numbers are given to new ones at once.
class LinuxClosingTest extends LoopbackSockets {
    private static final int ROUNDS = 100;

    @Override
    UdpSocket open(UdpSocketConfig config) throws IOException {
        return LinuxSockets.open(config);
    }

    @Test
    void nobodyReachesTheSocketThatGetsTheNumberOfAClosedOne() throws Exception {
        UdpSocket sink = open(V4);
        Queue<Object> strange = new ConcurrentLinkedQueue<>();
        for (int round = 0; round < ROUNDS; round++) {
            UdpSocket socket = open(V4);
            List<FutureTask<Boolean>> users =
                    List.of(
                            new FutureTask<>(() -> sendUntilClosed(socket, at(V4, sink), strange)),
                            new FutureTask<>(() -> waitUntilClosed(socket)),
                            new FutureTask<>(() -> wakeUntilClosed(socket)));
            List<Thread> threads = new ArrayList<>();
            users.forEach(user -> threads.add(Thread.ofPlatform().start(user)));

            socket.close();
            UdpSocket next = open(V4); // most likely with the same number
            for (Thread thread : threads) {
                thread.join();
            }

            for (FutureTask<Boolean> user : users) {
                assertThat(user.get()).isTrue();
            }
            assertThat(next.await(0)).isEqualTo(Readiness.NONE);
            next.close();
        }
        assertThat(strange).isEmpty();
    }

    private static boolean sendUntilClosed(
            UdpSocket socket, InetSocketAddress remote, Queue<Object> strange) {
        SendResult result;
        do {
            result = send(socket, remote, 0, 200, 100);
            if (result != SendResult.SENT && result != SendResult.CLOSED) {
                strange.add(result);
            }
        } while (result != SendResult.CLOSED);
        return true;
    }

    private static boolean waitUntilClosed(UdpSocket socket) throws IOException {
        ReceiveBatch batch = socket.newReceiveBatch(1500);
        while (true) {
            try {
                socket.await(Long.MAX_VALUE);
                socket.receive(batch);
            } catch (ClosedChannelException _) {
                return true;
            }
        }
    }

    private static boolean wakeUntilClosed(UdpSocket socket) {
        SendBatch nothing = batch(socket.localAddress(), 0, 1, 1);
        while (socket.send(nothing) != SendResult.CLOSED) {
            socket.wakeup();
            socket.requestWritable();
            nothing.payload(new byte[1], 0, 1, 1);
        }
        return true;
    }
}
