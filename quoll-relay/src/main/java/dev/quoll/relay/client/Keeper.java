package dev.quoll.relay.client;

import dev.quoll.Connection;
import dev.quoll.Endpoint;
import dev.quoll.config.ClientConfig;
import dev.quoll.config.TransportConfig;
import dev.quoll.error.ConnectionException;
import dev.quoll.error.EndpointClosedException;
import dev.quoll.relay.RelayCloseCode;
import dev.quoll.relay.RelayProtocol;
import dev.quoll.relay.wire.MalformedMessageException;
import dev.quoll.tls.TlsClientConfig;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// Keeps a peer registered: connects, registers, reads what the relay says, and begins again when
/// the connection is lost. *Thread-safe*; [#run] by one thread.
final class Keeper implements Runnable {
    /// Packets that wait for a relay that is slow to take them, in bytes.
    private static final int SEND_QUEUE = 256 << 10;

    private static final int RECEIVE_QUEUE = 1 << 20;

    /// So many keep-alive intervals of silence mean that the relay is lost.
    private static final int SILENCE = 3;

    private final Endpoint endpoint;
    private final RelayCarrierConfig config;
    private final ClientConfig client;
    private final Exchange exchange;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private RelayState state = new RelayState.Connecting(Optional.empty());
    private @Nullable Registration registration; // null while there is none
    private long registrations;
    private Duration pause;

    Keeper(Endpoint endpoint, RelayCarrierConfig config, Exchange exchange) {
        this.endpoint = endpoint;
        this.config = config;
        this.exchange = exchange;
        pause = config.firstBackoff();
        client = ClientConfig.builder(tls(config)).transport(transport(config)).build();
    }

    private static TlsClientConfig tls(RelayCarrierConfig config) {
        return TlsClientConfig.builder()
                .alpn(RelayProtocol.ALPN)
                .rawKey(config.keys())
                .trustKeys(List.of(config.relayKey().publicKey()))
                .build();
    }

    private static TransportConfig transport(RelayCarrierConfig config) {
        return TransportConfig.builder()
                .datagramBuffers(RECEIVE_QUEUE, SEND_QUEUE)
                .maxConcurrentBidiStreams(0)
                .maxConcurrentUniStreams(0)
                .handshakeTimeout(config.handshakeTimeout())
                .keepAliveInterval(config.keepAliveInterval())
                .maxIdleTimeout(config.keepAliveInterval().multipliedBy(SILENCE))
                .receiveObservedAddressReports(true)
                .build();
    }

    @Override
    public void run() {
        while (goesOn()) {
            try {
                stay(register());
            } catch (EndpointClosedException _) {
                close();
            } catch (InterruptedIOException e) {
                onFailure(e); // a timeout: nobody interrupts this thread
            } catch (IOException e) {
                onFailure(e);
            }
            exchange.onLost();
            awaitNextTry();
        }
    }

    private boolean goesOn() {
        return switch (state()) {
            case RelayState.Connecting _, RelayState.Registered _ -> true;
            case RelayState.Replaced _, RelayState.Closed _ -> false;
        };
    }

    private Registration register() throws IOException {
        InetSocketAddress relay = config.resolvedRelay();
        Connection connection =
                endpoint.connectWith(client, relay, relay.getAddress().getHostAddress());
        return Registration.over(connection, config.handshakeTimeout());
    }

    /// Until the connection ends.
    private void stay(Registration present) throws IOException {
        exchange.onRegistered(present); // before anybody is told that he may ask
        if (!onRegistered(present)) {
            present.close(RelayCloseCode.LEAVING);
            return;
        }
        Thread.ofVirtual().name("quoll-relay-packets").start(() -> readPackets(present));
        try {
            while (true) {
                exchange.onMessage(present, present.next());
            }
        } catch (MalformedMessageException e) {
            present.close(RelayCloseCode.PROTOCOL_ERROR);
            throw e;
        }
    }

    private void readPackets(Registration present) {
        try {
            while (true) {
                exchange.onDatagram(present, present.connection().readDatagram());
            }
        } catch (MalformedMessageException _) {
            present.close(RelayCloseCode.PROTOCOL_ERROR);
        } catch (IOException _) {
            return; // the connection has ended, and the other thread knows it
        }
    }

    private boolean onRegistered(Registration present) {
        lock.lock();
        try {
            if (!goesOn()) {
                return false;
            }
            registration = present;
            registrations++;
            pause = config.firstBackoff();
            setState(
                    new RelayState.Registered(
                            present.connection().remoteAddress(),
                            present.limits().packetsPerSecond(),
                            present.limits().bytesPerSecond(),
                            present.limits().maxPacketSize()));
            return true;
        } finally {
            lock.unlock();
        }
    }

    private void onFailure(IOException failure) {
        lock.lock();
        try {
            registration = null;
            if (goesOn()) {
                boolean isReplaced = meaning(failure).equals(Optional.of(RelayCloseCode.REPLACED));
                setState(
                        isReplaced
                                ? new RelayState.Replaced()
                                : new RelayState.Connecting(Optional.of(inWords(failure))));
            }
        } finally {
            lock.unlock();
        }
    }

    private static Optional<RelayCloseCode> meaning(IOException failure) {
        return failure instanceof ConnectionException ended
                ? RelayCloseCode.of(ended.closeCause())
                : Optional.empty();
    }

    /// The failure in the words of the relay protocol, where it has some for it.
    private static IOException inWords(IOException failure) {
        return meaning(failure)
                .map(code -> new IOException("the relay says: " + code.words(), failure))
                .orElse(failure);
    }

    /// Peers that lost their relay at one moment do not all come back at one.
    private void awaitNextTry() {
        lock.lock();
        try {
            long left = ThreadLocalRandom.current().nextLong(pause.toNanos() / 2, pause.toNanos());
            Duration doubled = pause.multipliedBy(2);
            pause = doubled.compareTo(config.maxBackoff()) < 0 ? doubled : config.maxBackoff();
            while (left > 0 && goesOn()) {
                left = changed.awaitNanos(left);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            close();
        } finally {
            lock.unlock();
        }
    }

    private void setState(RelayState next) {
        state = next;
        changed.signalAll();
    }

    RelayState state() {
        lock.lock();
        try {
            return state;
        } finally {
            lock.unlock();
        }
    }

    /// Waits until the peer is registered.
    ///
    /// @throws SocketTimeoutException if it is not in time; the cause is what went wrong last
    /// @throws IOException if it never will be again
    RelayState.Registered awaitRegistered(Duration timeout) throws IOException {
        long left = timeout.toNanos();
        lock.lock();
        try {
            while (true) {
                switch (state) {
                    case RelayState.Registered registered -> {
                        return registered;
                    }
                    case RelayState.Replaced _ ->
                            throw new IOException(RelayCloseCode.REPLACED.words());
                    case RelayState.Closed _ -> throw new IOException("it is closed");
                    case RelayState.Connecting(var failure) -> {
                        if (left <= 0) {
                            throw late(failure);
                        }
                    }
                }
                left = changed.awaitNanos(left);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while waiting for the relay");
        } finally {
            lock.unlock();
        }
    }

    private SocketTimeoutException late(Optional<IOException> failure) {
        String why = failure.map(last -> ": " + last.getMessage()).orElse("");
        SocketTimeoutException late =
                new SocketTimeoutException(
                        "not registered with the relay at " + config.relay() + " in time" + why);
        failure.ifPresent(late::initCause);
        return late;
    }

    /// The connection to the relay, while there is a registration.
    Optional<Connection> connection() {
        lock.lock();
        try {
            return Optional.ofNullable(registration).map(Registration::connection);
        } finally {
            lock.unlock();
        }
    }

    /// How often the peer was registered.
    long registrations() {
        lock.lock();
        try {
            return registrations;
        } finally {
            lock.unlock();
        }
    }

    /// Leaves the relay, for good.
    void close() {
        Registration last;
        lock.lock();
        try {
            last = registration;
            registration = null;
            setState(new RelayState.Closed());
        } finally {
            lock.unlock();
        }
        if (last != null) {
            last.close(RelayCloseCode.LEAVING);
        }
    }
}
