package dev.quoll.relay;

import dev.quoll.Endpoint;
import dev.quoll.config.EndpointConfig;
import dev.quoll.relay.client.RelayCarrier;
import dev.quoll.relay.client.RelayCarrierConfig;
import dev.quoll.relay.server.Relay;
import dev.quoll.relay.server.RelayConfig;
import dev.quoll.relay.server.RelayLimits;
import dev.quoll.tls.RawKeys;
import dev.quoll.udp.CarrierAddress;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.KeyPair;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/// A relay on this machine that can be stopped and started again, for tests.
public final class RelayLab implements AutoCloseable {
    public static final Duration LONG = Duration.ofSeconds(30);

    private final KeyPair keys = RawKeys.generate();
    private final RelayConfig.Builder config;
    private Relay relay;

    private RelayLab(RelayLimits limits) throws IOException {
        config = RelayConfig.builder(loopback(0), keys).limits(limits);
        relay = start(config.build());
    }

    public static RelayLab open() throws IOException {
        return open(RelayLimits.defaults());
    }

    public static RelayLab open(RelayLimits limits) throws IOException {
        return new RelayLab(limits);
    }

    private static Relay start(RelayConfig config) throws IOException {
        Relay relay = Relay.open(config);
        Thread.ofVirtual()
                .start(
                        () -> {
                            try {
                                relay.serve();
                            } catch (IOException e) {
                                throw new IllegalStateException(e);
                            }
                        });
        return relay;
    }

    public static InetSocketAddress loopback(int port) {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    public Relay relay() {
        return relay;
    }

    /// Who the relay is.
    public PeerKey key() {
        return PeerKey.of(keys.getPublic());
    }

    /// Stops the relay and starts another one in its place, with the same key.
    public void restart(Collection<PeerKey> allowed) throws IOException {
        InetSocketAddress address = relay.localAddress();
        relay.close();
        relay = start(RelayConfig.builder(address, keys).allow(allowed).build());
    }

    /// A peer's configuration, quick to come back.
    public RelayCarrierConfig.Builder peer(KeyPair own) {
        return RelayCarrierConfig.builder(relay.localAddress(), key(), own)
                .backoff(Duration.ofMillis(10), Duration.ofMillis(100));
    }

    /// A registered peer without an endpoint of its own.
    public Node node(KeyPair own) throws IOException {
        Node node = new Node(RelayCarrier.of(peer(own).build()), PeerKey.of(own.getPublic()));
        node.carrier.awaitRegistered(LONG);
        return node;
    }

    public Node node() throws IOException {
        return node(RawKeys.generate());
    }

    @Override
    public void close() {
        relay.close();
    }

    /// A carrier whose packets a test sends and takes.
    public static final class Node implements AutoCloseable {
        private final Endpoint endpoint;
        private final BlockingQueue<Packet> received = new LinkedBlockingQueue<>();
        private final RelayCarrier carrier;
        private final PeerKey key;

        /// What came from whom.
        public record Packet(CarrierAddress from, byte[] bytes) {}

        public Node(RelayCarrier carrier, PeerKey key) throws IOException {
            this.carrier = carrier;
            this.key = key;
            endpoint = Endpoint.bind(EndpointConfig.builder().bindAddress(loopback(0)).build());
            carrier.start(
                    (from, bytes, offset, length) ->
                            received.add(
                                    new Packet(
                                            from,
                                            Arrays.copyOfRange(bytes, offset, offset + length))));
            carrier.registerOver(endpoint);
        }

        public RelayCarrier carrier() {
            return carrier;
        }

        public PeerKey key() {
            return key;
        }

        public Endpoint endpoint() {
            return endpoint;
        }

        public CarrierAddress address() {
            return RelayCarrier.address(key);
        }

        public void send(Node to, byte[] packet) {
            var _ = carrier.send(to.address(), packet, 0, packet.length);
        }

        /// Sends until something arrives, since packets may be lost.
        public Packet exchange(Node to, byte[] packet) throws InterruptedException {
            long began = System.nanoTime();
            while (System.nanoTime() - began < LONG.toNanos()) {
                send(to, packet);
                Packet arrived = to.received.poll(50, TimeUnit.MILLISECONDS);
                if (arrived != null) {
                    return arrived;
                }
            }
            throw new AssertionError("nothing arrives");
        }

        public BlockingQueue<Packet> received() {
            return received;
        }

        @Override
        public void close() {
            carrier.close();
            endpoint.close();
        }
    }
}
