package dev.quoll.driver;

import dev.quoll.udp.Capability;
import dev.quoll.udp.Readiness;
import dev.quoll.udp.ReceiveBatch;
import dev.quoll.udp.SendBatch;
import dev.quoll.udp.SendResult;
import dev.quoll.udp.UdpSocket;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Set;

/// A socket in whose place another can be put while it is in use. What was about to arrive at the
/// old one is lost, as UDP allows. *Thread-safe* as any [UdpSocket].
final class ReplaceableSocket implements UdpSocket {
    private volatile UdpSocket present;

    ReplaceableSocket(UdpSocket first) {
        present = first;
    }

    /// Uses `next` from now on and closes the old one; whoever waits for that, waits no longer.
    void replace(UdpSocket next) throws IOException {
        UdpSocket old = present;
        present = next;
        old.close();
    }

    /// The socket in use: a batch to receive into suits that one alone.
    UdpSocket present() {
        return present;
    }

    @Override
    public SendResult send(SendBatch batch) {
        return present.send(batch);
    }

    @Override
    public void requestWritable() {
        present.requestWritable();
    }

    @Override
    public int receive(ReceiveBatch batch) throws IOException {
        UdpSocket used = present;
        try {
            return used.receive(batch);
        } catch (IOException e) {
            if (used == present) {
                throw e;
            }
            return 0;
        }
    }

    /// Returns with everything to be looked at if the socket was replaced meanwhile: a sender may
    /// have waited for the old one.
    @Override
    public Readiness await(long timeoutNanos) throws IOException {
        UdpSocket used = present;
        try {
            return used.await(timeoutNanos);
        } catch (IOException e) {
            if (used == present) {
                throw e;
            }
            return Readiness.WRITABLE;
        }
    }

    @Override
    public void wakeup() {
        present.wakeup();
    }

    @Override
    public InetSocketAddress localAddress() {
        return present.localAddress();
    }

    @Override
    public void openLocal(InetAddress local) throws IOException {
        present.openLocal(local);
    }

    @Override
    public void closeLocal(InetAddress local) throws IOException {
        present.closeLocal(local);
    }

    @Override
    public Set<Capability> capabilities() {
        return present.capabilities();
    }

    @Override
    public int maxSegments() {
        return present.maxSegments();
    }

    @Override
    public ReceiveBatch newReceiveBatch(int maxDatagramBytes) {
        return present.newReceiveBatch(maxDatagramBytes);
    }

    @Override
    public int sendBufferBytes() {
        return present.sendBufferBytes();
    }

    @Override
    public int receiveBufferBytes() {
        return present.receiveBufferBytes();
    }

    @Override
    public void close() throws IOException {
        present.close();
    }
}
