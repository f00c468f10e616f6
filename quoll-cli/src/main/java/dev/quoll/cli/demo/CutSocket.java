package dev.quoll.cli.demo;

import dev.quoll.udp.ForwardingSocket;
import dev.quoll.udp.ReceiveBatch;
import dev.quoll.udp.SendBatch;
import dev.quoll.udp.SendResult;
import dev.quoll.udp.UdpSocket;

import java.io.IOException;
import java.net.InetAddress;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/// A socket for one of whose addresses the cable is cut, as it were, when so many bytes have left
/// from there: from then on nothing leaves from it or arrives at it, and nobody is told.
/// *Thread-safe* as any socket.
final class CutSocket extends ForwardingSocket {
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
    protected UdpSocket delegate() {
        return socket;
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
        socket.receive(batch);
        if (cut) {
            batch.removeIf(message -> address.equals(batch.local(message)));
        }
        return batch.size();
    }
}
