package dev.quoll;

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

/// A socket that can be told to send nothing more from one of its addresses.
final class CuttableSocket implements UdpSocket {
    private final UdpSocket socket;
    private volatile Optional<InetAddress> cut = Optional.empty();
    private volatile SendResult answer = SendResult.SENT;

    CuttableSocket(UdpSocket socket) {
        this.socket = socket;
    }

    /// Sends nothing from this address any more.
    ///
    /// @param told what senders are told of it
    void cut(InetAddress local, SendResult told) {
        answer = told;
        cut = Optional.of(local);
    }

    @Override
    public SendResult send(SendBatch batch) {
        if (cut.isEmpty() || !cut.equals(batch.local())) {
            return socket.send(batch);
        }
        if (answer == SendResult.SENT) {
            batch.skip(batch.segments());
        }
        return answer;
    }

    @Override
    public void requestWritable() {
        socket.requestWritable();
    }

    @Override
    public int receive(ReceiveBatch batch) throws IOException {
        return socket.receive(batch);
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
    public void close() throws IOException {
        socket.close();
    }
}
