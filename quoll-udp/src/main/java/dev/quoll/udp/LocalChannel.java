package dev.quoll.udp;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.util.Optional;

/// One channel of a [NioUdpSocket], with what sends through it and receives from it. *Thread-safe*,
/// but for [#receive], which is for one thread at a time.
final class LocalChannel implements Closeable {
    private final DatagramChannel channel;
    private final InetSocketAddress address;
    private final Optional<InetAddress> onlyLocal;
    private final EcnMarker marker;
    private final SegmentSender sender;
    private final DatagramReceiver receiver;
    private volatile boolean full;

    private LocalChannel(DatagramChannel channel) throws IOException {
        this.channel = channel;
        address = (InetSocketAddress) channel.getLocalAddress();
        onlyLocal = Optional.of(address.getAddress()).filter(ip -> !ip.isAnyLocalAddress());
        marker = new EcnMarker(channel);
        sender = new SegmentSender(this::write);
        receiver = new DatagramReceiver(channel, onlyLocal);
    }

    /// Opens a channel and binds it.
    static LocalChannel open(UdpSocketConfig config) throws IOException {
        DatagramChannel channel = ChannelSetup.open(config);
        try {
            return new LocalChannel(channel);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private int write(ByteBuffer datagram, InetSocketAddress remote, int ecnBits)
            throws IOException {
        marker.mark(ecnBits);
        return channel.send(datagram, remote);
    }

    DatagramChannel channel() {
        return channel;
    }

    /// What it is bound to.
    InetSocketAddress address() {
        return address;
    }

    /// The address all its datagrams come to, if it is bound to one.
    Optional<InetAddress> onlyLocal() {
        return onlyLocal;
    }

    boolean marksEcn() {
        return marker.works();
    }

    SendResult send(SendBatch batch) {
        SendResult result = sender.send(batch);
        if (result == SendResult.WOULD_BLOCK) {
            full = true;
        }
        return result;
    }

    /// Whether it had no room since this was asked for the last time.
    boolean takeFull() {
        boolean was = full;
        full = false;
        return was;
    }

    /// Adds to the batch what has arrived and fits.
    void receive(ReceiveBatch batch) throws IOException {
        receiver.receive(batch);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
