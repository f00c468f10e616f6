package dev.quoll.sim;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;

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
import dev.quoll.core.connection.PathOpening;
import dev.quoll.core.event.PathStatus;
import dev.quoll.core.id.Direction;
import dev.quoll.core.id.PathId;
import dev.quoll.core.multipath.MultipathConfig;
import dev.quoll.core.packet.FixedBit;
import dev.quoll.core.packet.PacketHeader;
import dev.quoll.core.packet.PacketReader;
import dev.quoll.core.spi.CongestionControl;
import dev.quoll.core.spi.HandshakeTask;
import dev.quoll.core.spi.PathScheduling;
import dev.quoll.core.stream.StreamEvent;
import dev.quoll.core.version.QuicVersion;
import dev.quoll.sim.handshake.Security;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/// A bulk transfer between two connections allocates nothing per packet in our own code: there is
/// no network between them, and no cipher.
class SteadyStateAllocationTest {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final FourTuple TO_SERVER =
            FourTuple.to(new InetSocketAddress(InetAddress.getLoopbackAddress(), 1));
    private static final FourTuple TO_CLIENT =
            FourTuple.to(new InetSocketAddress(InetAddress.getLoopbackAddress(), 2));
    private static final FourTuple TO_SECOND_SERVER =
            FourTuple.to(new InetSocketAddress(InetAddress.getLoopbackAddress(), 3));
    private static final FourTuple TO_SECOND_CLIENT =
            FourTuple.to(new InetSocketAddress(InetAddress.getLoopbackAddress(), 4));

    /// Where datagrams to a port come from.
    private static final FourTuple[] FROM = {
        TO_SERVER, TO_CLIENT, TO_SERVER, TO_SECOND_CLIENT, TO_SECOND_SERVER
    };

    private static final long ONE_WAY_NANOS = 1_000_000;
    private static final int CHUNK = 10_000;

    private final Security security = Security.plain();
    private final ConnectionServices services = services();
    private final DatagramBatch batch = new DatagramBatch(1 << 16);
    private final StreamEvent event = new StreamEvent();
    private final byte[] bytes = new byte[CHUNK];
    private ConnectionConfig config = ConnectionConfig.DEFAULT;
    private Connection client;
    private Connection server;
    private long nowNanos;
    private long packets;
    private long received;

    @ParameterizedTest
    @MethodSource("controls")
    void aBulkTransferAllocatesNothingPerPacket(CongestionControl control) {
        config = config.withRoute(config.route().withCongestion(control));
        measure(() -> {});
    }

    @Test
    void aBulkTransferOverTwoPathsAllocatesNothingPerPacket() {
        PathScheduling inTurn = new PathScheduling.RoundRobinByWindow();
        config = config.withMultipath(MultipathConfig.of(2).withScheduling(inTurn));
        measure(this::openSecondPath);
        assertThat(client.pathStats(new PathId(1)).orElseThrow().sent().datagrams())
                .isGreaterThan(1000);
    }

    private void openSecondPath() {
        PathOpening opening =
                client.multipath().open(TO_SECOND_SERVER, PathStatus.AVAILABLE, nowNanos);
        assertThat(opening).isInstanceOf(PathOpening.Begun.class);
    }

    private void measure(Runnable preparation) {
        client = connect();
        server = accept();
        for (int i = 0; i < 20; i++) {
            step();
        }
        preparation.run();
        long stream = client.streams().open(Direction.BIDIRECTIONAL).orElseThrow();
        transfer(stream, 60_000_000); // until everything has grown and is compiled
        packets = 0;
        long least = Long.MAX_VALUE;
        for (int round = 0; round < 5; round++) { // the JVM may allocate in one of them
            long packetsBefore = packets;
            long before = THREADS.getCurrentThreadAllocatedBytes();
            transfer(stream, 3_000_000);
            long allocated = THREADS.getCurrentThreadAllocatedBytes() - before;
            least = Math.min(least, 100 * allocated / (packets - packetsBefore));
        }

        // MAX_DATA and MAX_STREAM_DATA are records, a few in thousands of packets
        assertThat(least).as("bytes per hundred packets").isLessThan(100);
    }

    static Stream<CongestionControl> controls() {
        return Stream.of(
                new CongestionControl.NewReno(),
                new CongestionControl.Cubic(),
                new CongestionControl.Bbr());
    }

    private void transfer(long stream, long wanted) {
        long until = received + wanted;
        while (received < until) {
            client.streams().write(stream, bytes, 0, CHUNK);
            step();
            long count = server.streams().read(stream, bytes, 0, CHUNK);
            while (count > 0) {
                received += count;
                count = server.streams().read(stream, bytes, 0, CHUNK);
            }
        }
    }

    private void step() {
        move(client, server);
        nowNanos += ONE_WAY_NANOS;
        move(server, client);
        nowNanos += ONE_WAY_NANOS;
        wake(client);
        wake(server);
    }

    private void wake(Connection connection) {
        if (connection.deadlineNanos() <= nowNanos) {
            connection.onTimeout(nowNanos);
        }
        HandshakeTask task = connection.pollHandshakeTask();
        if (task != null) {
            task.run();
            connection.onTaskDone(task, nowNanos);
        }
        while (connection.streams().poll(event)) {
            // nobody waits here
        }
    }

    private void move(Connection from, Connection to) {
        while (from.build(batch, DatagramBatch.MAX_DATAGRAMS, nowNanos)) {
            batch.seal();
            int size = batch.segmentSize();
            FourTuple route = FROM[batch.route().remote().getPort()];
            for (int at = 0; at < batch.length(); at += size) {
                int length = Math.min(size, batch.length() - at);
                to.receive(batch.bytes(), at, length, route, Ecn.NOT_ECT, nowNanos);
                packets++;
            }
        }
    }

    private Connection connect() {
        return Connection.client(
                config, services, security.client(), "localhost", QuicVersion.V1, TO_SERVER, 0);
    }

    private Connection accept() {
        client.build(batch, 1, 0);
        batch.seal();
        PacketReader reader = new PacketReader(8, FixedBit.GREASED);
        reader.reset(batch.bytes(), 0, batch.length());
        reader.next();
        PacketHeader header = reader.header();
        FirstInitial first =
                new FirstInitial(QuicVersion.V1, header.destination(), header.source());
        Connection accepted =
                Connection.server(
                        config, services, security.server(), Admission.of(first), TO_CLIENT, 0);
        accepted.receive(batch.bytes(), 0, batch.length(), TO_CLIENT, Ecn.NOT_ECT, 0);
        return accepted;
    }

    private ConnectionServices services() {
        SplittableRandom random = new SplittableRandom(1);
        return new ConnectionServices(
                security.protection(),
                new RandomConnectionIds(8, random),
                new HmacResetTokens(new byte[32]),
                random);
    }
}
