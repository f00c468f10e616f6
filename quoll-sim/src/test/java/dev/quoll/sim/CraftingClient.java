package dev.quoll.sim;

import dev.quoll.core.address.Ecn;
import dev.quoll.core.address.FourTuple;
import dev.quoll.core.cid.HmacResetTokens;
import dev.quoll.core.cid.RandomConnectionIds;
import dev.quoll.core.connection.Admission;
import dev.quoll.core.connection.Connection;
import dev.quoll.core.connection.ConnectionConfig;
import dev.quoll.core.connection.ConnectionServices;
import dev.quoll.core.connection.DatagramBatch;
import dev.quoll.core.connection.FirstInitial;
import dev.quoll.core.connection.RoutingEvent;
import dev.quoll.core.frame.Frame;
import dev.quoll.core.id.ConnectionId;
import dev.quoll.core.packet.FixedBit;
import dev.quoll.core.packet.PacketHeader;
import dev.quoll.core.packet.PacketReader;
import dev.quoll.core.spi.EncryptionLevel;
import dev.quoll.core.spi.HandshakeTask;
import dev.quoll.core.version.QuicVersion;
import dev.quoll.sim.handshake.Security;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/// A client that shakes hands honestly and then sends whatever 1-RTT packets a test makes up, to a
/// real server connection. No network and no time between them but what the test lets pass.
final class CraftingClient {
    static final FourTuple TO_CLIENT =
            FourTuple.to(new InetSocketAddress(InetAddress.getLoopbackAddress(), 2));
    private static final FourTuple TO_SERVER =
            FourTuple.to(new InetSocketAddress(InetAddress.getLoopbackAddress(), 1));

    private final Security security = Security.plain();
    private final HandshakeSecrets secrets = new HandshakeSecrets();
    private final DatagramBatch batch = new DatagramBatch(1 << 16);
    private final Connection client =
            Connection.client(
                    ConnectionConfig.DEFAULT,
                    services(1),
                    (name, parameters) ->
                            secrets.watch(security.client().newSession(name, parameters)),
                    "localhost",
                    QuicVersion.V1,
                    TO_SERVER,
                    0);
    private final Connection server = accept();
    private final ConnectionId serverId = firstIssued();
    private final PacketCraft craft;
    private long nextNumber = 100;
    private long nowNanos;

    CraftingClient() {
        for (int i = 0; i < 10; i++) {
            move(server, client, TO_SERVER);
            move(client, server, TO_CLIENT);
            pass(1_000_000);
        }
        craft =
                new PacketCraft(
                        security.protection(),
                        QuicVersion.V1,
                        secrets.sending(EncryptionLevel.ONE_RTT));
    }

    Connection server() {
        return server;
    }

    long nowNanos() {
        return nowNanos;
    }

    void pass(long nanos) {
        nowNanos += nanos;
        for (Connection each : List.of(client, server)) {
            HandshakeTask task = each.pollHandshakeTask();
            if (task != null) {
                task.run();
                each.onTaskDone(task, nowNanos);
            }
            if (each.deadlineNanos() <= nowNanos) {
                each.onTimeout(nowNanos);
            }
        }
    }

    /// Delivers a packet with these frames.
    void send(Frame... frames) {
        send(nextNumber++, frames);
    }

    /// Delivers a packet with this number and these frames.
    void send(long packetNumber, Frame... frames) {
        deliver(TO_CLIENT, packet(packetNumber, 0, PacketCraft.payload(frames)));
    }

    /// Delivers a packet with this payload.
    void sendPayload(byte[] payload) {
        deliver(TO_CLIENT, packet(nextNumber++, 0, payload));
    }

    void deliver(FourTuple route, byte[] datagram) {
        server.receive(datagram, 0, datagram.length, route, Ecn.NOT_ECT, nowNanos);
    }

    byte[] packet(long packetNumber, int bits, byte[] payload) {
        return craft.seal(serverId, packetNumber, bits, payload);
    }

    /// The lengths of the datagrams the server sends now.
    List<Integer> serverSends() {
        List<Integer> lengths = new ArrayList<>();
        while (server.build(batch, 1, nowNanos)) {
            lengths.add(batch.length());
        }
        return lengths;
    }

    /// The datagrams the server sends now.
    List<byte[]> serverDatagrams() {
        List<byte[]> datagrams = new ArrayList<>();
        while (server.build(batch, 1, nowNanos)) {
            batch.seal();
            datagrams.add(Arrays.copyOf(batch.bytes(), batch.length()));
        }
        return datagrams;
    }

    /// The bytes of all datagrams the server sends to `route` now.
    int bytesSentTo(FourTuple route) {
        int bytes = 0;
        while (server.build(batch, 1, nowNanos)) {
            bytes += batch.route().equals(route) ? batch.length() : 0;
        }
        return bytes;
    }

    private void move(Connection from, Connection to, FourTuple route) {
        while (from.build(batch, 1, nowNanos)) {
            batch.seal();
            to.receive(batch.bytes(), 0, batch.length(), route, Ecn.NOT_ECT, nowNanos);
        }
    }

    private Connection accept() {
        client.build(batch, 1, 0);
        batch.seal();
        PacketReader reader = new PacketReader(8, FixedBit.REQUIRED);
        reader.reset(batch.bytes(), 0, batch.length());
        reader.next();
        PacketHeader header = reader.header();
        Connection accepted =
                Connection.server(
                        ConnectionConfig.DEFAULT,
                        services(2),
                        security.server(),
                        Admission.of(
                                new FirstInitial(
                                        QuicVersion.V1, header.destination(), header.source())),
                        TO_CLIENT,
                        0);
        accepted.receive(batch.bytes(), 0, batch.length(), TO_CLIENT, Ecn.NOT_ECT, 0);
        return accepted;
    }

    private ConnectionId firstIssued() {
        return server.pollRouting() instanceof RoutingEvent.CidIssued(ConnectionId id)
                ? id
                : ConnectionId.EMPTY;
    }

    private ConnectionServices services(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        return new ConnectionServices(
                security.protection(),
                new RandomConnectionIds(8, random),
                new HmacResetTokens(new byte[32]),
                random);
    }
}
