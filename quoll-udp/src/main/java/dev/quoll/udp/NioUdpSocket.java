package dev.quoll.udp;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/// A socket on the JDK's `DatagramChannel`: runs on every platform, sends and receives one datagram
/// per system call. It cannot read ECN marks, and knows the local address of what it receives only
/// if it is bound to one.
///
/// The channel never blocks: one that does is closed when a thread is interrupted in it.
public final class NioUdpSocket implements UdpSocket {
    private static final int MAX_SEGMENTS = 45;
    private static final int RECEIVE_MESSAGES = 64;

    private final DatagramChannel channel;
    private final ChannelWaiter waiter;
    private final EcnMarker marker;
    private final SegmentSender sender;
    private final DatagramReceiver receiver;
    private final InetSocketAddress localAddress;
    private final Set<Capability> capabilities;
    private final int sendBufferBytes;
    private final int receiveBufferBytes;

    private NioUdpSocket(DatagramChannel channel) throws IOException {
        this.channel = channel;
        localAddress = (InetSocketAddress) channel.getLocalAddress();
        sendBufferBytes = channel.getOption(StandardSocketOptions.SO_SNDBUF);
        receiveBufferBytes = channel.getOption(StandardSocketOptions.SO_RCVBUF);
        marker = new EcnMarker(channel);
        sender = new SegmentSender(this::write);
        Optional<InetAddress> onlyLocal =
                Optional.of(localAddress.getAddress()).filter(ip -> !ip.isAnyLocalAddress());
        receiver = new DatagramReceiver(channel, onlyLocal);
        capabilities = capabilities(channel, marker, onlyLocal);
        waiter = new ChannelWaiter(channel);
    }

    /// Opens a socket and binds it.
    ///
    /// @throws IOException if the address is in use, not of this machine, or of a family that this
    ///   machine does not have
    public static NioUdpSocket open(UdpSocketConfig config) throws IOException {
        DatagramChannel channel = ChannelSetup.open(config);
        try {
            return new NioUdpSocket(channel);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private static Set<Capability> capabilities(
            DatagramChannel channel, EcnMarker marker, Optional<InetAddress> onlyLocal)
            throws IOException {
        EnumSet<Capability> found = EnumSet.noneOf(Capability.class);
        if (marker.works()) {
            found.add(Capability.MARK_ECN);
        }
        if (onlyLocal.isPresent()) {
            found.add(Capability.READ_LOCAL_ADDRESS);
        }
        if (ChannelSetup.forbidsFragments(channel)) {
            found.add(Capability.DONT_FRAGMENT);
        }
        return Collections.unmodifiableSet(found);
    }

    private int write(ByteBuffer datagram, InetSocketAddress remote, int ecnBits)
            throws IOException {
        marker.mark(ecnBits);
        return channel.send(datagram, remote);
    }

    @Override
    public SendResult send(SendBatch batch) {
        return sender.send(batch);
    }

    @Override
    public void requestWritable() {
        waiter.requestWritable();
    }

    @Override
    public int receive(ReceiveBatch batch) throws IOException {
        return receiver.receive(batch);
    }

    @Override
    public Readiness await(long timeoutNanos) throws IOException {
        return waiter.await(timeoutNanos);
    }

    @Override
    public void wakeup() {
        waiter.wakeup();
    }

    @Override
    public InetSocketAddress localAddress() {
        return localAddress;
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
        channel.close();
        waiter.close();
    }

    @Override
    public String toString() {
        return "NioUdpSocket[" + localAddress + "]";
    }
}
