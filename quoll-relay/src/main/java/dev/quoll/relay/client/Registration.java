package dev.quoll.relay.client;

import dev.quoll.BiStream;
import dev.quoll.Connection;
import dev.quoll.error.DatagramException;
import dev.quoll.relay.PeerKey;
import dev.quoll.relay.RelayCloseCode;
import dev.quoll.relay.RelayProtocol;
import dev.quoll.relay.wire.MalformedMessageException;
import dev.quoll.relay.wire.Message;
import dev.quoll.relay.wire.MessageReader;
import dev.quoll.relay.wire.Outbox;
import dev.quoll.relay.wire.PacketHeader;
import dev.quoll.udp.CarryResult;

import java.io.EOFException;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;

/// One registration with a relay: a connection and its control stream. *Thread-safe*, but for
/// [#next].
final class Registration {
    /// A network that loses large datagrams is found out by losing them, size after size.
    private static final int SEARCH = 3;

    private final Connection connection;
    private final MessageReader messages;
    private final Outbox outbox;
    private final Message.Registered limits;

    private Registration(
            Connection connection,
            MessageReader messages,
            Outbox outbox,
            Message.Registered limits) {
        this.connection = connection;
        this.messages = messages;
        this.outbox = outbox;
        this.limits = limits;
    }

    /// Registers over a new connection, and waits until that is done.
    ///
    /// @param timeout for each answer of the relay; what the network carries may take three times
    ///   as long to find out
    /// @throws IOException if the network is too narrow or the relay does not want us; the
    ///   connection is closed then
    static Registration over(Connection connection, Duration timeout) throws IOException {
        try {
            awaitWidth(connection, timeout);
            BiStream control = connection.openBi(timeout);
            Outbox outbox = new Outbox(control.send());
            outbox.add(new Message.Register());
            control.recv().setReadTimeout(timeout);
            MessageReader messages = new MessageReader(control.recv());
            if (messages.next().orElse(null) instanceof Message.Registered limits) {
                control.recv().setReadTimeout(Duration.ZERO);
                return new Registration(connection, messages, outbox, limits);
            }
            throw new MalformedMessageException("the relay does not begin with REGISTERED");
        } catch (IOException e) {
            RelayCloseCode why =
                    e instanceof MalformedMessageException
                            ? RelayCloseCode.PROTOCOL_ERROR
                            : RelayCloseCode.LEAVING;
            connection.close(why.code(), why.reason()); // unless it is closed
            throw e;
        }
    }

    private static void awaitWidth(Connection connection, Duration timeout) throws IOException {
        try {
            connection.awaitMaxDatagramSize(
                    RelayProtocol.MIN_DATAGRAM_SIZE, timeout.multipliedBy(SEARCH));
        } catch (SocketTimeoutException e) {
            RelayCloseCode why = RelayCloseCode.PATH_TOO_NARROW;
            connection.close(why.code(), why.reason());
            throw new IOException(why.words(), e);
        }
    }

    Connection connection() {
        return connection;
    }

    Message.Registered limits() {
        return limits;
    }

    /// Waits for the relay's next message.
    ///
    /// @throws IOException if the connection ends
    Message next() throws IOException {
        return messages.next()
                .orElseThrow(() -> new EOFException("the relay has ended the control stream"));
    }

    /// Asks for a handle. Waits for nothing; when too much was asked already the question is lost.
    ///
    /// @return whether it was asked
    boolean ask(PeerKey peer) {
        boolean hasRoom = outbox.hasRoom();
        if (hasRoom) {
            outbox.add(new Message.Resolve(peer));
        }
        return hasRoom;
    }

    /// Sends a packet.
    CarryResult send(long handle, byte[] bytes, int offset, int length) {
        PacketHeader.Placed placed = PacketHeader.with(handle, bytes, offset, length);
        try {
            connection.sendDatagram(placed.array(), placed.offset(), placed.length());
            return CarryResult.TAKEN;
        } catch (DatagramException _) {
            closeIfTooNarrow(length);
            return CarryResult.TOO_LONG;
        } catch (IOException _) { // it has ended, and another one is on its way
            return CarryResult.FULL;
        }
    }

    /// The network carries less than it did. A new connection finds out at once how much; this one
    /// would not for a minute.
    private void closeIfTooNarrow(int packetLength) {
        if (packetLength <= RelayProtocol.MIN_PACKET_SIZE) {
            close(RelayCloseCode.PATH_TOO_NARROW);
        }
    }

    void close(RelayCloseCode why) {
        connection.close(why.code(), why.reason());
    }
}
