package dev.quoll.udp;

import static org.assertj.core.api.Assertions.assertThat;

import static java.net.InetAddress.ofLiteral;

import com.sun.management.ThreadMXBean;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetSocketAddress;
import java.util.Optional;

class NioUdpSocketTest extends UdpSocketContract {
    @Override
    UdpSocket open(UdpSocketConfig config) throws IOException {
        return NioUdpSocket.open(config);
    }

    @Test
    void aSocketOnTheWildcardDoesNotKnowWhereDatagramsCameTo() throws IOException {
        UdpSocket socket = open(DUAL);

        send(open(V4), at(V4, socket), 0, 1, 1);

        assertThat(socket.capabilities()).doesNotContain(Capability.READ_LOCAL_ADDRESS);
        assertThat(Inbox.of(socket, 1).locals()).containsExactly(Optional.empty());
    }

    @Test
    void marksAreNeverRead() throws IOException {
        assertThat(open(V4).capabilities()).doesNotContain(Capability.READ_ECN);
    }

    @Test
    void aDatagramToAKnownPeerAndBackCostsNoObject() throws IOException {
        UdpSocket socket = open(V4);
        InetSocketAddress self = new InetSocketAddress(ofLiteral(V4), at(V4, socket).getPort());
        SendBatch send = new SendBatch();
        ReceiveBatch receive = socket.newReceiveBatch(1500);
        byte[] bytes = new byte[1200];
        int rounds = 5_000;
        exchange(socket, self, send, receive, bytes, rounds);

        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        exchange(socket, self, send, receive, bytes, rounds);
        long each = (threads.getCurrentThreadAllocatedBytes() - before) / rounds;

        assertThat(each).isLessThan(16); // the smallest object
    }

    private static void exchange(
            UdpSocket socket,
            InetSocketAddress self,
            SendBatch send,
            ReceiveBatch receive,
            byte[] bytes,
            int rounds)
            throws IOException {
        for (int i = 0; i < rounds; i++) {
            socket.send(send.to(self, Optional.empty(), 0).payload(bytes, 0, 1200, 1200));
            do {
                socket.await(Long.MAX_VALUE);
            } while (socket.receive(receive) == 0);
        }
    }
}
