package dev.quoll.udp;

import static org.assertj.core.api.Assertions.assertThat;

import static java.util.concurrent.TimeUnit.SECONDS;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// What a socket has received, datagram by datagram.
record Inbox(
        List<byte[]> datagrams,
        List<InetSocketAddress> remotes,
        List<Optional<InetAddress>> locals,
        List<Integer> ecnBits) {

    private static Inbox empty() {
        return new Inbox(
                new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    }

    /// Receives until there are `count` datagrams.
    static Inbox of(UdpSocket socket, int count) throws IOException {
        Inbox inbox = empty();
        ReceiveBatch batch = socket.newReceiveBatch(1500);
        long start = System.nanoTime();
        while (inbox.datagrams.size() < count) {
            assertThat(System.nanoTime() - start).isLessThan(SECONDS.toNanos(30));
            socket.await(SECONDS.toNanos(10));
            socket.receive(batch);
            inbox.addAll(batch);
        }
        assertThat(inbox.datagrams).hasSize(count);
        return inbox;
    }

    /// The lengths of the datagrams in a batch.
    static List<Integer> lengthsIn(ReceiveBatch batch) {
        Inbox inbox = empty();
        inbox.addAll(batch);
        return inbox.lengths();
    }

    private void addAll(ReceiveBatch batch) {
        for (int i = 0; i < batch.size(); i++) {
            int end = batch.offset(i) + batch.length(i);
            int from = batch.offset(i);
            do {
                int to = Math.min(from + batch.segmentSize(i), end);
                datagrams.add(Arrays.copyOfRange(batch.bytes(), from, to));
                remotes.add(batch.remote(i));
                locals.add(batch.local(i));
                ecnBits.add(batch.ecnBits(i));
                from = to;
            } while (from < end);
        }
    }

    List<Integer> lengths() {
        return datagrams.stream().map(datagram -> datagram.length).toList();
    }

    /// All datagrams in one piece.
    byte[] bytes() {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        datagrams.forEach(all::writeBytes);
        return all.toByteArray();
    }
}
