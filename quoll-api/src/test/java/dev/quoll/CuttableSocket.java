package dev.quoll;

import dev.quoll.udp.ForwardingSocket;
import dev.quoll.udp.SendBatch;
import dev.quoll.udp.SendResult;
import dev.quoll.udp.UdpSocket;

import java.net.InetAddress;
import java.util.Optional;

/// A socket that can be told to send nothing more from one of its addresses, or from any.
final class CuttableSocket extends ForwardingSocket {
    private final UdpSocket socket;
    private volatile Optional<InetAddress> cut = Optional.empty();
    private volatile SendResult answer = SendResult.SENT;
    private volatile boolean isCut;

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

    /// Sends nothing any more, and nobody is told.
    void cutAll() {
        isCut = true;
    }

    @Override
    protected UdpSocket delegate() {
        return socket;
    }

    @Override
    public SendResult send(SendBatch batch) {
        if (isCut) {
            batch.skip(batch.segments());
            return SendResult.SENT;
        }
        if (cut.isEmpty() || !cut.equals(batch.local())) {
            return socket.send(batch);
        }
        if (answer == SendResult.SENT) {
            batch.skip(batch.segments());
        }
        return answer;
    }
}
