package dev.quoll.udp;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.net.StandardSocketOptions;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

/// A socket on the JDK's `DatagramChannel`: runs on every platform, sends and receives one datagram
/// per system call. It cannot read ECN marks, and knows the local address of what it receives only
/// if it is bound to one. Each address of [#openLocal] is a channel of its own.
///
/// Channels never block: one that does is closed when a thread is interrupted in it.
public final class NioUdpSocket implements UdpSocket {
    private static final int MAX_SEGMENTS = 45;
    private static final int RECEIVE_MESSAGES = 64;

    private final UdpSocketConfig config;
    private final LocalChannel first;
    private final ChannelWaiter waiter;
    private final Set<Capability> capabilities;
    private final int sendBufferBytes;
    private final int receiveBufferBytes;
    private final ReentrantLock lock = new ReentrantLock(); // of who changes the others
    private volatile Map<InetAddress, Registered> others = Map.of();
    private boolean isClosed; // guarded by lock
    private boolean othersFirst; // of the thread that receives

    /// A channel for one more address, and the key by which it is waited for.
    private record Registered(LocalChannel channel, SelectionKey key) {}

    private NioUdpSocket(UdpSocketConfig config, LocalChannel first) throws IOException {
        this.config = config;
        this.first = first;
        DatagramChannel channel = first.channel();
        sendBufferBytes = channel.getOption(StandardSocketOptions.SO_SNDBUF);
        receiveBufferBytes = channel.getOption(StandardSocketOptions.SO_RCVBUF);
        capabilities = capabilities(first);
        waiter = new ChannelWaiter(channel);
    }

    /// Opens a socket and binds it.
    ///
    /// @throws IOException if the address is in use, not of this machine, or of a family that this
    ///   machine does not have
    public static NioUdpSocket open(UdpSocketConfig config) throws IOException {
        LocalChannel first = LocalChannel.open(config);
        try {
            return new NioUdpSocket(config, first);
        } catch (IOException | RuntimeException e) {
            first.close();
            throw e;
        }
    }

    private static Set<Capability> capabilities(LocalChannel first) throws IOException {
        EnumSet<Capability> found = EnumSet.noneOf(Capability.class);
        if (first.marksEcn()) {
            found.add(Capability.MARK_ECN);
        }
        if (first.onlyLocal().isPresent()) {
            found.add(Capability.READ_LOCAL_ADDRESS);
        }
        if (ChannelSetup.forbidsFragments(first.channel())) {
            found.add(Capability.DONT_FRAGMENT);
        }
        return Collections.unmodifiableSet(found);
    }

    // ---- local addresses ----

    @Override
    public void openLocal(InetAddress local) throws IOException {
        LocalAddresses.checkFamily(localAddress().getAddress(), local);
        lock.lock();
        try {
            if (isClosed) {
                throw new ClosedChannelException();
            }
            if (!first.onlyLocal().equals(Optional.of(local)) && !others.containsKey(local)) {
                add(local, openAt(local));
            }
        } finally {
            lock.unlock();
        }
    }

    /// On the same port if it is free there, as beside a wildcard it seldom is.
    private LocalChannel openAt(InetAddress local) throws IOException {
        try {
            return LocalChannel.open(
                    config.at(new InetSocketAddress(local, localAddress().getPort())));
        } catch (BindException _) {
            return LocalChannel.open(config.at(new InetSocketAddress(local, 0)));
        }
    }

    private void add(InetAddress local, LocalChannel channel) throws IOException {
        try {
            Map<InetAddress, Registered> more = new LinkedHashMap<>(others);
            more.put(local, new Registered(channel, waiter.add(channel.channel())));
            others = Collections.unmodifiableMap(more);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    @Override
    public void closeLocal(InetAddress local) throws IOException {
        lock.lock();
        try {
            Map<InetAddress, Registered> fewer = new LinkedHashMap<>(others);
            Registered gone = fewer.remove(local);
            if (gone != null) {
                others = Collections.unmodifiableMap(fewer);
                gone.channel().close();
                waiter.wakeup(); // the next wait frees the port
            }
        } finally {
            lock.unlock();
        }
    }

    // ---- sending and receiving ----

    @Override
    public SendResult send(SendBatch batch) {
        if (batch.local().isEmpty() || first.onlyLocal().equals(batch.local())) {
            return first.send(batch);
        }
        Registered other = others.get(batch.local().get());
        if (other == null) {
            batch.failed(new NoRouteToHostException("not open at " + batch.local().get()));
            return SendResult.UNREACHABLE;
        }
        SendResult result = other.channel().send(batch);
        return result == SendResult.CLOSED ? SendResult.UNREACHABLE : result;
    }

    @Override
    public void requestWritable() {
        boolean isFirstFull = first.takeFull();
        boolean isAnotherFull = false;
        for (Registered other : others.values()) {
            if (other.channel().takeFull()) {
                isAnotherFull = true;
                waiter.requestWritable(other.key());
            }
        }
        if (isFirstFull || !isAnotherFull) {
            waiter.requestWritable(waiter.first());
        }
    }

    @Override
    public int receive(ReceiveBatch batch) throws IOException {
        batch.clear();
        Map<InetAddress, Registered> present = others;
        if (present.isEmpty()) {
            first.receive(batch);
            return batch.size();
        }
        othersFirst = !othersFirst; // in turn, that neither starves
        if (othersFirst) {
            receiveFrom(present, batch);
            first.receive(batch);
        } else {
            first.receive(batch);
            receiveFrom(present, batch);
        }
        return batch.size();
    }

    private static void receiveFrom(Map<InetAddress, Registered> others, ReceiveBatch batch) {
        for (Registered other : others.values()) {
            receiveFrom(other.channel(), batch);
        }
    }

    private static void receiveFrom(LocalChannel other, ReceiveBatch batch) {
        try {
            other.receive(batch);
        } catch (IOException _) {
            return; // it was closed, or its address is gone: the socket has others
        }
    }

    @Override
    public Readiness await(long timeoutNanos) throws IOException {
        return waiter.await(timeoutNanos);
    }

    @Override
    public void wakeup() {
        waiter.wakeup();
    }

    // ---- what it is ----

    @Override
    public InetSocketAddress localAddress() {
        return first.address();
    }

    @Override
    public Set<Capability> capabilities() {
        return capabilities;
    }

    @Override
    public int maxSegments() {
        return MAX_SEGMENTS;
    }

    @Override
    public ReceiveBatch newReceiveBatch(int maxDatagramBytes) {
        return new ReceiveBatch(RECEIVE_MESSAGES, maxDatagramBytes);
    }

    @Override
    public int sendBufferBytes() {
        return sendBufferBytes;
    }

    @Override
    public int receiveBufferBytes() {
        return receiveBufferBytes;
    }

    @Override
    public void close() throws IOException {
        lock.lock();
        try {
            isClosed = true;
            for (Registered other : others.values()) {
                other.channel().close();
            }
            others = Map.of();
            first.close();
            waiter.close();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public String toString() {
        return "NioUdpSocket[" + localAddress() + "]";
    }
}
