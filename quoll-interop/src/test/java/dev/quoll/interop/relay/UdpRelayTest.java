package dev.quoll.interop.relay;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.Set;

@Timeout(120)
class UdpRelayTest {
    private static final int PATIENCE_MILLIS = 60_000;
    private static final byte[] PING = {0x40, 1, 2, 3};
    private static final byte[] PONG = {0x40, 4, 5};

    private DatagramSocket server;
    private DatagramSocket client;

    @BeforeEach
    void bind() throws IOException {
        server = bound();
        client = bound();
    }

    @AfterEach
    void close() {
        server.close();
        client.close();
    }

    private static DatagramSocket bound() throws IOException {
        DatagramSocket socket =
                new DatagramSocket(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0));
        socket.setSoTimeout(PATIENCE_MILLIS);
        return socket;
    }

    private UdpRelay relay(Link link) throws IOException {
        return UdpRelay.start(link, (InetSocketAddress) server.getLocalSocketAddress(), 1);
    }

    private static SocketAddress received(DatagramSocket socket, byte[] expected)
            throws IOException {
        DatagramPacket packet = new DatagramPacket(new byte[100], 100);
        socket.receive(packet);
        assertThat(packet.getData()).startsWith(expected);
        assertThat(packet.getLength()).isEqualTo(expected.length);
        return packet.getSocketAddress();
    }

    private static void send(DatagramSocket from, byte[] bytes, SocketAddress to)
            throws IOException {
        from.send(new DatagramPacket(bytes, bytes.length, to));
    }

    @Test
    void datagramsPassInBothDirections() throws IOException, InterruptedException {
        try (UdpRelay relay = relay(Link.of(Pace.IDEAL))) {
            send(client, PING, relay.address());
            SocketAddress sender = received(server, PING);
            assertThat(sender).isNotEqualTo(client.getLocalSocketAddress());
            send(server, PONG, sender);
            assertThat(received(client, PONG)).isEqualTo(relay.address());

            Sightings seen = relay.stop();
            assertThat(seen.fromClient()).containsOnlyKeys(PacketKind.ONE_RTT);
            assertThat(seen.fromServer()).containsEntry(PacketKind.ONE_RTT, 1L);
            assertThat(seen.dropped()).isZero();
        }
    }

    @Test
    void nothingComesBeforeTheDelay() throws IOException {
        Duration delay = Duration.ofMillis(80);
        try (UdpRelay relay = relay(Link.of(Pace.IDEAL.delayed(delay)))) {
            long start = System.nanoTime();
            send(client, PING, relay.address());
            received(server, PING);
            assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(delay.toNanos());
        }
    }

    @Test
    void theDatagramsNamedAreLost() throws IOException, InterruptedException {
        Link link = Link.of(Pace.IDEAL).with(Faults.losingFromClient(Set.of(1, 2)));
        try (UdpRelay relay = relay(link)) {
            send(client, PONG, relay.address());
            send(client, PONG, relay.address());
            send(client, PING, relay.address());
            received(server, PING);
            assertThat(relay.stop().dropped()).isEqualTo(2);
        }
    }

    @Test
    void aNewPublicAddressIsUsedAndTheOldOneIsDead() throws IOException, InterruptedException {
        Rebinding each = new Rebinding(Rebinding.Change.ADDRESS, Duration.ZERO, Duration.ofDays(1));
        // The first datagram opens the mapping at the first rebinding, so the next is a day away.
        try (UdpRelay relay = relay(Link.of(Pace.IDEAL).with(each))) {
            send(client, PING, relay.address());
            SocketAddress first = received(server, PING);
            assertThat(((InetSocketAddress) first).getAddress()).hasToString("/127.0.0.1");
            assertThat(relay.stop().rebindings()).isZero();
        }
        Rebinding often =
                new Rebinding(
                        Rebinding.Change.ADDRESS, Duration.ofMillis(50), Duration.ofMillis(50));
        try (UdpRelay relay = relay(Link.of(Pace.IDEAL).with(often))) {
            send(client, PING, relay.address());
            SocketAddress before = received(server, PING);
            SocketAddress now = before;
            while (now.equals(before)) {
                send(client, PING, relay.address());
                now = received(server, PING);
            }
            assertThat(((InetSocketAddress) now).getAddress().getHostAddress())
                    .startsWith("127.0.0.")
                    .isNotEqualTo("127.0.0.1");
            assertThat(relay.stop().rebindings()).isPositive();
        }
    }

    @Test
    void everyClientHasAnAddressOfItsOwn() throws IOException {
        try (UdpRelay relay = relay(Link.of(Pace.IDEAL));
                DatagramSocket other = bound()) {
            send(client, PING, relay.address());
            SocketAddress one = received(server, PING);
            send(other, PING, relay.address());
            SocketAddress two = received(server, PING);
            assertThat(one).isNotEqualTo(two);
            send(server, PONG, two);
            received(other, PONG);
        }
    }

    @Test
    void whoFloodsTheRelayStillGetsAnswers() throws IOException, InterruptedException {
        try (UdpRelay relay = relay(Link.of(Pace.IDEAL))) {
            send(client, PING, relay.address());
            SocketAddress sender = received(server, PING);
            Thread flood =
                    Thread.ofPlatform().start(() -> sendUntilInterrupted(client, relay.address()));
            send(server, PONG, sender);
            received(client, PONG);
            flood.interrupt();
            flood.join();
        }
    }

    private static void sendUntilInterrupted(DatagramSocket from, SocketAddress to) {
        try {
            while (!Thread.interrupted()) {
                send(from, PING, to);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
