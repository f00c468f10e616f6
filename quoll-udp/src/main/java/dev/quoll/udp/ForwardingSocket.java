package dev.quoll.udp;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Set;

/// A socket that leaves everything to another one, for those that change a part of what that does:
/// they override the calls it concerns. *Thread-safe* as any [UdpSocket].
public abstract class ForwardingSocket implements UdpSocket {
    /// Nothing is kept here.
    protected ForwardingSocket() {}

    /// The socket that does the work; asked for at each call.
    protected abstract UdpSocket delegate();

    @Override
    public SendResult send(SendBatch batch) {
        return delegate().send(batch);
    }

    @Override
    public void requestWritable() {
        delegate().requestWritable();
    }

    @Override
    public int receive(ReceiveBatch batch) throws IOException {
        return delegate().receive(batch);
    }

    @Override
    public Readiness await(long timeoutNanos) throws IOException {
        return delegate().await(timeoutNanos);
    }

    @Override
    public void wakeup() {
        delegate().wakeup();
    }

    @Override
    public InetSocketAddress localAddress() {
        return delegate().localAddress();
    }

    @Override
    public boolean canReach(InetSocketAddress remote) {
        return delegate().canReach(remote);
    }

    @Override
    public int maxDatagramBytes(InetSocketAddress remote) {
        return delegate().maxDatagramBytes(remote);
    }

    @Override
    public void openLocal(InetAddress local) throws IOException {
        delegate().openLocal(local);
    }

    @Override
    public void closeLocal(InetAddress local) throws IOException {
        delegate().closeLocal(local);
    }

    @Override
    public Set<Capability> capabilities() {
        return delegate().capabilities();
    }

    @Override
    public int maxSegments() {
        return delegate().maxSegments();
    }

    @Override
    public ReceiveBatch newReceiveBatch(int maxDatagramBytes) {
        return delegate().newReceiveBatch(maxDatagramBytes);
    }

    @Override
    public int sendBufferBytes() {
        return delegate().sendBufferBytes();
    }

    @Override
    public int receiveBufferBytes() {
        return delegate().receiveBufferBytes();
    }

    @Override
    public void close() throws IOException {
        delegate().close();
    }

    @Override
    public String toString() {
        return getClass().getSimpleName() + "[" + delegate() + "]";
    }
}
