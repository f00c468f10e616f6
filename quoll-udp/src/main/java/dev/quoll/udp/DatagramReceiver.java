package dev.quoll.udp;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.util.Optional;

/// Receives from a channel, one datagram at a time, through a staging area in native memory that
/// holds the longest one there is, so that one too long for the batch is noticed and not cut. The
/// channel makes an address object when the sender is another than that of the datagram before; it
/// is short lived, for the batch gets the one that [AddressCache] keeps. Confined.
final class DatagramReceiver {
    private final DatagramChannel channel;
    private final Optional<InetAddress> local;
    private final AddressCache addresses = new AddressCache();
    private final ByteBuffer staging = ByteBuffer.allocateDirect(SegmentSender.MAX_DATAGRAM);

    /// @param local the address all datagrams come to, if the channel is bound to one
    DatagramReceiver(DatagramChannel channel, Optional<InetAddress> local) {
        this.channel = channel;
        this.local = local;
    }

    /// Adds to the batch what has arrived and fits.
    void receive(ReceiveBatch batch) throws IOException {
        int thrownAway = 0;
        while (!batch.isFull() && thrownAway <= batch.maxMessages()) {
            staging.clear();
            InetSocketAddress remote = receiveOne();
            if (remote == null) {
                break;
            }
            if (!deliver(remote, batch)) {
                thrownAway++;
            }
        }
    }

    private @Nullable InetSocketAddress receiveOne() throws IOException {
        try {
            SocketAddress remote = channel.receive(staging);
            return (InetSocketAddress) remote;
        } catch (PortUnreachableException e) {
            return null; // about a datagram we sent; what else has arrived comes with the next turn
        }
    }

    private boolean deliver(InetSocketAddress remote, ReceiveBatch batch) {
        int length = staging.flip().remaining();
        if (length > batch.maxDatagramBytes()) {
            batch.addOversized();
            return false;
        }
        staging.get(0, batch.bytes(), batch.nextOffset(), length);
        batch.add(length, length, addresses.intern(remote), local, 0);
        return true;
    }
}
