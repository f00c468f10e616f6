package dev.quoll.cli.demo;

import dev.quoll.udp.Capability;
import dev.quoll.udp.Readiness;
import dev.quoll.udp.ReceiveBatch;
import dev.quoll.udp.SendBatch;
import dev.quoll.udp.SendResult;
import dev.quoll.udp.UdpSocket;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/// A socket for one of whose addresses the cable is cut, as it were, when so many bytes have left
/// from there: from then on nothing leaves from it or arrives at it, and nobody is told.
/// *Thread-safe* as any socket.
final class CutSocket implements UdpSocket {
    private final UdpSocket socket;
    private final Optional<InetAddress> address;
    private final long bytes;
    private final AtomicLong sent = new AtomicLong();
    private volatile long cutNanos;
    private volatile boolean cut;

    /// @param address whose cable is cut
    /// @param bytes that leave from it before
    CutSocket(UdpSocket socket, InetAddress address, long bytes) {
        this.socket = socket;
        this.address = Optional.of(address);
        this.bytes = bytes;
    }

    /// When it was cut, as `System.nanoTime()` says; empty if it is not.
    Optional<Long> cutNanos() {
        return cut ? Optional.of(cutNanos) : Optional.empty();
    }

    @Override
    public SendResult send(SendBatch batch) {
        if (!address.equals(batch.local())) {
            return socket.send(batch);
        }
        if (cut) {
            batch.skip(batch.segments());
            return SendResult.SENT;
        }
        int before = batch.length();
        SendResult result = socket.send(batch);
        if (sent.addAndGet(before - batch.length()) >= bytes) {
            cutNanos = System.nanoTime();
            cut = true;
        }
        return result;
    }

    @Override
    public int receive(ReceiveBatch batch) throws IOException {
        if (!cut) {
            return socket.receive(batch);
        }
        ReceiveBatch all =
                new ReceiveBatch(
                        batch.maxMessages(), batch.maxMessageBytes(), batch.maxDatagramBytes());
        socket.receive(all);
        batch.clear();
        for (int i = 0; i < all.size(); i++) {
            if (!address.equals(all.local(i))) {
                copy(all, i, batch);
            }
        }
        return batch.size();
    }

    private static void copy(ReceiveBatch from, int index, ReceiveBatch to) {
        int length = from.length(index);
        System.arraycopy(from.bytes(), from.offset(index), to.bytes(), to.nextOffset(), length);
        to.add(
                length,
                from.segmentSize(index),
                from.remote(index),
                from.local(index),
                from.ecnBits(index));
    }

    @Override
    public void requestWritable() {
        socket.requestWritable();
    }

    @Override
    public Readiness await(long timeoutNanos) throws IOException {
        return socket.await(timeoutNanos);
    }

    @Override
    public void wakeup() {
        socket.wakeup();
    }

    @Override
    public InetSocketAddress localAddress() {
        return socket.localAddress();
    }

    @Override
    public void openLocal(InetAddress local) throws IOException {
        socket.openLocal(local);
    }

    @Override
    public void closeLocal(InetAddress local) throws IOException {
        socket.closeLocal(local);
    }

    @Override
    public Set<Capability> capabilities() {
        return socket.capabilities();
    }

    @Override
    public int maxSegments() {
        return socket.maxSegments();
    }

    @Override
    public ReceiveBatch newReceiveBatch(int maxDatagramBytes) {
        return socket.newReceiveBatch(maxDatagramBytes);
    }

    @Override
    public int sendBufferBytes() {
        return socket.sendBufferBytes();
    }

    @Override
    public int receiveBufferBytes() {
        return socket.receiveBufferBytes();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
