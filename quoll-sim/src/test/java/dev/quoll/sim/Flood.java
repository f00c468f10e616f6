package dev.quoll.sim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quoll.core.codec.ByteWriter;
import dev.quoll.core.connection.Connection;
import dev.quoll.core.connection.RoutingEvent;
import dev.quoll.core.error.CloseCause;
import dev.quoll.core.error.TransportErrorCode;
import dev.quoll.core.frame.AckWriter;
import dev.quoll.core.frame.EcnCounts;
import dev.quoll.core.frame.Frame;
import dev.quoll.core.frame.NewConnectionIdFrame;
import dev.quoll.core.id.ConnectionId;
import dev.quoll.core.id.StatelessResetToken;
import dev.quoll.core.packet.FixedBit;
import dev.quoll.core.packet.HeaderOutcome;
import dev.quoll.core.packet.PacketHeader;
import dev.quoll.core.packet.PacketNumber;
import dev.quoll.core.packet.PacketReader;
import dev.quoll.core.packet.PacketType;
import dev.quoll.core.range.LongRanges;
import dev.quoll.core.spi.PacketProtection;
import dev.quoll.core.stats.FrameKind;
import dev.quoll.core.stats.Traffic;
import dev.quoll.sim.endpoint.Settings;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;

/// Many packets of a hostile client to a server, and what they bring about: each is answered before
/// the next one comes, and the answers are counted.
final class Flood {
    /// A 1-RTT packet is so much longer than its frames: first byte, ID, number and tag.
    private static final int OVERHEAD =
            1 + Settings.CONNECTION_ID_LENGTH + 4 + PacketProtection.TAG_LENGTH;

    /// Between two packets.
    private static final long INTERVAL_NANOS = 100_000;

    private final CraftingClient peer;
    private final LongRanges numbers = new LongRanges();
    private final Traffic before;
    private long packets;
    private long bytes;
    private int longestAnswer;
    private int routableIds;

    /// Begins when all that the handshake still has to say is said.
    Flood(CraftingClient peer) {
        this.peer = peer;
        answers();
        if (!numbers.isEmpty()) {
            acknowledge();
        }
        longestAnswer = 0;
        packets = 0;
        bytes = 0;
        before = server().stats().sent();
    }

    Connection server() {
        return peer.server();
    }

    /// Sends a packet with these frames, and sees what comes back.
    void send(Frame... frames) {
        sendPayload(PacketCraft.payload(frames));
    }

    /// Sends a packet with this payload, and sees what comes back.
    void sendPayload(byte[] payload) {
        sendUnanswered(payload);
        answers();
    }

    /// Sends a packet that others follow before the server has its turn.
    void sendUnanswered(byte[] payload) {
        peer.pass(INTERVAL_NANOS);
        packets++;
        bytes += payload.length + OVERHEAD;
        peer.sendPayload(payload);
    }

    /// Acknowledges all that the server has sent.
    void acknowledge() {
        ByteWriter out = new ByteWriter(new byte[1200]);
        AckWriter.write(out, out.remaining(), numbers, 0, new EcnCounts());
        sendPayload(Arrays.copyOf(out.array(), out.position()));
    }

    /// The numbers of the packets that the server has sent.
    LongRanges numbers() {
        return numbers;
    }

    /// Packets sent to the server.
    long packets() {
        return packets;
    }

    /// Their bytes.
    long bytes() {
        return bytes;
    }

    /// What the server has sent since this began.
    long datagramsBack() {
        return server().stats().sent().datagrams() - before.datagrams();
    }

    /// The bytes of [#datagramsBack].
    long bytesBack() {
        return server().stats().sent().bytes() - before.bytes();
    }

    /// How many frames of a kind are in [#datagramsBack].
    long framesBack(FrameKind kind) {
        return server().stats().sent().frames(kind) - before.frames(kind);
    }

    /// The kinds of frames in [#datagramsBack].
    List<FrameKind> kindsBack() {
        return Arrays.stream(FrameKind.values()).filter(kind -> framesBack(kind) > 0).toList();
    }

    /// Bytes of the longest of [#datagramsBack].
    int longestAnswer() {
        return longestAnswer;
    }

    /// How many connection IDs lead to the server's connection, without that of the handshake.
    int routableIds() {
        return routableIds;
    }

    /// Has the server send what it wants to, and takes what its owner takes from it.
    void answers() {
        for (byte[] datagram : peer.serverDatagrams()) {
            longestAnswer = Math.max(longestAnswer, datagram.length);
            note(datagram);
        }
        for (RoutingEvent event = server().pollRouting();
                event != null;
                event = server().pollRouting()) {
            routableIds += event instanceof RoutingEvent.CidIssued ? 1 : 0;
            routableIds -= event instanceof RoutingEvent.CidRetired ? 1 : 0;
        }
    }

    /// The server has closed the connection with this code.
    void assertClosedWith(TransportErrorCode code) {
        assertThat(server().closeCause())
                .get()
                .isInstanceOfSatisfying(
                        CloseCause.LocalTransportError.class,
                        error -> assertThat(error.code()).isEqualTo(code.code()));
    }

    /// A connection ID that is made up, as is its token.
    static NewConnectionIdFrame newId(long number, long retirePriorTo) {
        byte[] id = ByteBuffer.allocate(8).putLong(number).array();
        byte[] token = ByteBuffer.allocate(16).putLong(number).array();
        return new NewConnectionIdFrame(
                number, retirePriorTo, ConnectionId.of(id), StatelessResetToken.of(token, 0));
    }

    /// No timer is due at once, and none keeps coming back without a pause.
    void assertThatServerSleeps() {
        for (int i = 0; i < 20; i++) {
            peer.pass(50_000_000);
            answers();
            assertThat(server().deadlineNanos()).isGreaterThan(peer.nowNanos());
        }
    }

    private void note(byte[] datagram) {
        PacketReader reader = new PacketReader(Settings.CONNECTION_ID_LENGTH, FixedBit.GREASED);
        reader.reset(datagram, 0, datagram.length);
        while (reader.hasNext()) {
            if (reader.next() == HeaderOutcome.PACKET
                    && reader.header().type() == PacketType.ONE_RTT) {
                numbers.add(number(reader.header()));
            }
        }
    }

    private long number(PacketHeader header) {
        int length = (header.firstByte() & 3) + 1;
        return PacketNumber.decode(
                numbers.max(),
                PacketNumber.readTruncated(header.array(), header.packetNumberOffset(), length),
                length);
    }
}
