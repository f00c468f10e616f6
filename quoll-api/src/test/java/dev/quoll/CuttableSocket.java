package dev.quoll;

import dev.quoll.udp.ForwardingSocket;
import dev.quoll.udp.SendBatch;
import dev.quoll.udp.SendResult;
import dev.quoll.udp.UdpSocket;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.function.Predicate;

/// A socket that can be told to send nothing more from one of its addresses, to one address, or at
/// all.
final class CuttableSocket extends ForwardingSocket {
    private final UdpSocket socket;
    private volatile Predicate<SendBatch> cut = _ -> false;
    private volatile SendResult answer = SendResult.SENT;

    CuttableSocket(UdpSocket socket) {
        this.socket = socket;
    }

    /// Sends nothing from this address any more.
    ///
    /// @param told what senders are told of it
    void cut(InetAddress local, SendResult told) {
        answer = told;
        cut = batch -> batch.local().equals(Optional.of(local));
    }

    /// Sends nothing to this address any more, and nobody is told.
    void cut(InetSocketAddress remote) {
        cut = batch -> batch.remote().equals(remote);
    }

    /// Sends nothing any more, and nobody is told.
    void cutAll() {
        cut = _ -> true;
    }

    /// Sends everything again.
    void mend() {
        cut = _ -> false;
    }

    @Override
    protected UdpSocket delegate() {
        return socket;
    }

    @Override
    public SendResult send(SendBatch batch) {
        if (!cut.test(batch)) {
            return socket.send(batch);
        }
        if (answer == SendResult.SENT) {
            batch.skip(batch.segments());
        }
        return answer;
    }
}
