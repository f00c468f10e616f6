package dev.quoll.relay.client;

import dev.quoll.Connection;
import dev.quoll.Endpoint;
import dev.quoll.relay.PeerKey;
import dev.quoll.relay.Presence;
import dev.quoll.udp.CarrierAddress;
import dev.quoll.udp.CarrierInbox;
import dev.quoll.udp.CarryResult;
import dev.quoll.udp.DatagramCarrier;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/// Carries the packets of an endpoint through a relay, to peers that are named by their keys. It
/// stays registered with the relay, and registers again when the connection is lost; meanwhile
/// packets are lost, but for the last few to each peer, and connections go on when it is back.
/// *Thread-safe*.
///
/// It becomes a part of an endpoint beside UDP, and then registers over a connection of the same
/// endpoint: so the relay sees the address of the socket that others may reach directly, and tells
/// it ([#observedAddress]).
///
/// Connections through the relay are to be closed before their endpoint is, as `try`-with-resources
/// does: that closes the connection to the relay as well, and what is not sent by then does not
/// arrive.
public final class RelayCarrier implements DatagramCarrier {
    /// The kind of its addresses.
    public static final String KIND = "quoll-relay";

    /// Fits where the network takes Ethernet frames, after the packet of the relay around it.
    private static final int MAX_PACKET = 1400;

    private static final Duration BETWEEN_QUESTIONS = Duration.ofMillis(500);

    private final RelayCarrierConfig config;
    private final ReentrantLock lock = new ReentrantLock();
    private volatile @Nullable Exchange exchange; // null until it is started
    private volatile @Nullable Keeper keeper; // null until it registers
    private boolean isClosed;

    private RelayCarrier(RelayCarrierConfig config) {
        this.config = config;
    }

    /// A carrier by the relay that `config` says. It does nothing before it is a part of an
    /// endpoint and [#registerOver] is called.
    public static RelayCarrier of(RelayCarrierConfig config) {
        return new RelayCarrier(config);
    }

    /// The address of a peer at the relay. [CarrierAddress#toSocketAddress] is what to connect to.
    public static CarrierAddress address(PeerKey peer) {
        return new CarrierAddress(KIND, peer.bytes());
    }

    /// The peer that a socket address stands for, such as the remote one of a path; empty if it is
    /// not one at a relay.
    public static Optional<PeerKey> peer(InetSocketAddress address) {
        return CarrierAddress.of(address)
                .filter(RelayCarrier::isPeer)
                .map(found -> PeerKey.of(found.bytes()));
    }

    private static boolean isPeer(CarrierAddress address) {
        return address.kind().equals(KIND) && address.bytes().length == PeerKey.LENGTH;
    }

    /// Begins to register with the relay, and to stay so, over connections of `endpoint`: the one
    /// this carrier is a part of, or another one. Returns at once. The endpoint is in use until
    /// this carrier or it is closed.
    ///
    /// @throws IllegalStateException if this carrier is no part of an endpoint yet, is closed, or
    ///   registers already
    public void registerOver(Endpoint endpoint) {
        lock.lock();
        try {
            Exchange started = exchange;
            if (started == null || keeper != null || isClosed) {
                throw new IllegalStateException(
                        "a carrier registers once, as a part of an endpoint that is open");
            }
            Keeper begun = new Keeper(endpoint, config, started);
            keeper = begun;
            Thread.ofVirtual().name("quoll-relay-keeper").start(begun);
        } finally {
            lock.unlock();
        }
    }

    /// Waits until it is registered.
    ///
    /// @throws SocketTimeoutException if it is not in time; it goes on to try, and the message says
    ///   what went wrong last
    /// @throws InterruptedIOException if the thread is interrupted
    /// @throws IOException if another program has registered under the same key, or it is closed
    public RelayState.Registered awaitRegistered(Duration timeout) throws IOException {
        return keeper().awaitRegistered(timeout);
    }

    /// How it stands with the relay.
    public RelayState state() {
        Keeper begun = keeper;
        return begun == null ? new RelayState.Connecting(Optional.empty()) : begun.state();
    }

    /// Asks the relay whether a peer is registered.
    ///
    /// @throws SocketTimeoutException if it does not answer in time
    public Presence ask(PeerKey peer, Duration timeout) throws IOException {
        long began = System.nanoTime();
        awaitRegistered(timeout);
        return askFor(peer, timeout.minusNanos(System.nanoTime() - began))
                .orElseThrow(() -> new SocketTimeoutException("the relay does not answer"));
    }

    /// Waits until a peer is registered; asks the relay twice a second.
    ///
    /// @throws SocketTimeoutException if it is not in time
    public void awaitPresent(PeerKey peer, Duration timeout) throws IOException {
        long began = System.nanoTime();
        while (true) {
            Duration left = timeout.minusNanos(System.nanoTime() - began);
            awaitRegistered(left);
            Duration wait = left.compareTo(BETWEEN_QUESTIONS) < 0 ? left : BETWEEN_QUESTIONS;
            if (askFor(peer, wait).equals(Optional.of(Presence.PRESENT))) {
                return;
            }
            if (!left.isPositive()) {
                throw new SocketTimeoutException("the peer is not registered with the relay");
            }
            pause(wait);
        }
    }

    private Optional<Presence> askFor(PeerKey peer, Duration timeout)
            throws InterruptedIOException {
        try {
            return exchange().ask(address(peer), timeout);
        } catch (InterruptedException _) {
            throw interrupted();
        }
    }

    private static void pause(Duration wait) throws InterruptedIOException {
        try {
            Thread.sleep(wait);
        } catch (InterruptedException _) {
            throw interrupted();
        }
    }

    private static InterruptedIOException interrupted() {
        Thread.currentThread().interrupt();
        return new InterruptedIOException("interrupted while waiting for the relay");
    }

    /// The address at which the relay sees the endpoint it is connected by, if it has said so: one
    /// at which others may reach it. Empty while it is not registered.
    public Optional<InetSocketAddress> observedAddress() {
        return connection().flatMap(open -> open.observedExternalAddress().get());
    }

    /// The connection to the relay; empty while it is not registered.
    public Optional<Connection> connection() {
        Keeper begun = keeper;
        return begun == null ? Optional.empty() : begun.connection();
    }

    /// What it has done so far.
    public RelayCarrierCounts counts() {
        Keeper begun = keeper;
        return exchange().counts(begun == null ? 0 : begun.registrations());
    }

    private Keeper keeper() {
        Keeper begun = keeper;
        if (begun == null) {
            throw new IllegalStateException("the carrier does not register yet: registerOver");
        }
        return begun;
    }

    private Exchange exchange() {
        Exchange started = exchange;
        if (started == null) {
            throw new IllegalStateException("the carrier is no part of an endpoint yet");
        }
        return started;
    }

    // ---- what an endpoint calls ----

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public int maxDatagramBytes() {
        return MAX_PACKET;
    }

    @Override
    public void start(CarrierInbox inbox) {
        exchange = new Exchange(inbox);
    }

    @Override
    public CarryResult send(CarrierAddress to, byte[] bytes, int offset, int length) {
        Exchange started = exchange;
        return started == null || !isPeer(to)
                ? CarryResult.UNREACHABLE
                : started.send(to, bytes, offset, length);
    }

    /// Leaves the relay.
    @Override
    public void close() {
        Keeper begun;
        lock.lock();
        try {
            isClosed = true;
            begun = keeper;
        } finally {
            lock.unlock();
        }
        Exchange started = exchange;
        if (started != null) {
            started.close();
        }
        if (begun != null) {
            begun.close();
        }
    }

    @Override
    public String toString() {
        return "RelayCarrier[" + config.relay() + ", " + state() + "]";
    }
}
