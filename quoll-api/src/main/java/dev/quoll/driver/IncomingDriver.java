package dev.quoll.driver;

import dev.quoll.config.ServerConfig;
import dev.quoll.core.address.Ecn;
import dev.quoll.core.address.FourTuple;
import dev.quoll.core.connection.Admission;
import dev.quoll.core.connection.Connection;
import dev.quoll.core.connection.FirstInitial;
import dev.quoll.core.connection.TokenMaker;
import dev.quoll.core.error.TransportErrorCode;
import dev.quoll.core.id.ConnectionId;
import dev.quoll.core.stats.DropReason;
import dev.quoll.core.token.TokenVerdict;
import dev.quoll.error.EndpointClosedException;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// A client that has not been answered, with what it has sent so far. *Thread-safe*.
public final class IncomingDriver implements Recipient {
    record Arrived(byte[] bytes, FourTuple route, Ecn ecn) {}

    private final ReentrantLock lock = new ReentrantLock(); // held for moments only
    private final Condition moreArrived = lock.newCondition(); // or the client is answered
    private final EndpointDriver endpoint;
    private final Reactor home;
    private final Admitting server;
    private final FirstInitial first;
    private final ClientCheck check;
    private final FourTuple route;
    private final OfferedNames offer;
    private final List<Arrived> arrived = new ArrayList<>();
    private long arrivedBytes;
    private boolean answered;
    private @Nullable ConnectionDriver connection;

    IncomingDriver(
            EndpointDriver endpoint,
            Reactor home,
            Admitting server,
            FirstInitial first,
            TokenVerdict verdict,
            FourTuple route) {
        this.endpoint = endpoint;
        this.home = home;
        this.server = server;
        this.first = first;
        check = new ClientCheck(server.validator(), first, verdict);
        this.route = route;
        offer = new OfferedNames(first, server.config().tls());
    }

    /// Where the client seems to be, and which address it reached.
    public FourTuple route() {
        return route;
    }

    void register() {
        endpoint.table().put(first.destination(), this);
    }

    @Override
    public void deliver(byte[] bytes, int offset, int length, FourTuple from, Ecn ecn) {
        ConnectionDriver accepted;
        lock.lock();
        try {
            accepted = connection;
            if (accepted == null) {
                keep(bytes, offset, length, from, ecn);
            }
        } finally {
            lock.unlock();
        }
        if (accepted != null) {
            accepted.deliver(bytes, offset, length, from, ecn);
        }
    }

    private void keep(byte[] bytes, int offset, int length, FourTuple from, Ecn ecn) {
        boolean hasRoom =
                arrivedBytes + length <= server.config().incomingBufferSize()
                        && endpoint.counts().waitingBytes() + length
                                <= server.config().incomingBufferSizeTotal();
        if (hasRoom) {
            byte[] copy = new byte[length];
            System.arraycopy(bytes, offset, copy, 0, length);
            arrived.add(new Arrived(copy, from, ecn));
            arrivedBytes += length;
            moreArrived.signalAll();
            endpoint.counts().onWaitingBytes(length);
        } else {
            endpoint.counts().onDropped(DropReason.NOT_ACCEPTING);
        }
    }

    /// Whether the client has proved its address; its token is used up by the first question.
    public boolean isAddressProved() {
        return check.admission().isAddressProved();
    }

    /// Whether the client can still be asked to.
    public boolean mayRetry() {
        return check.mayRetry();
    }

    /// Where the client's very first packet went.
    public ConnectionId originalDestination() {
        return check.originalDestination();
    }

    /// The protocols the client offers; empty if not all of its first message came.
    public Optional<List<String>> protocols() {
        lock.lock();
        try {
            return offer.protocols(arrived);
        } finally {
            lock.unlock();
        }
    }

    /// The protocols the client offers, as soon as all of its first message came.
    ///
    /// @throws SocketTimeoutException if it does not within `timeoutNanos`
    public List<String> awaitProtocols(long timeoutNanos) throws IOException {
        long left = timeoutNanos;
        lock.lock();
        try {
            Optional<List<String>> offered = offer.protocols(arrived);
            while (offered.isEmpty()) {
                if (left <= 0 || answered) {
                    throw new SocketTimeoutException("the client's first message is not whole");
                }
                left = moreArrived.awaitNanos(left);
                offered = offer.protocols(arrived);
            }
            return offered.get();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted");
        } finally {
            lock.unlock();
        }
    }

    /// Answers the client as the endpoint's configuration says.
    ///
    /// @throws IllegalStateException if it was answered before
    public ConnectionDriver accept() throws EndpointClosedException {
        return accept(server.config());
    }

    /// What the connection keeps, so it knows nothing of this object.
    private static TokenMaker newTokens(AddressValidator validator, FourTuple route) {
        return version -> validator.newTokens(route.remote(), version);
    }

    /// Answers the client.
    ///
    /// @throws IllegalStateException if it was answered before
    public ConnectionDriver accept(ServerConfig by) throws EndpointClosedException {
        endpoint.checkOpen();
        claim();
        Admission admission = check.admission().withNewTokens(newTokens(server.validator(), route));
        Connection core = endpoint.newServerCore(by, admission, route);
        ConnectionDriver accepted =
                new ConnectionDriver(endpoint, home, core, by.transport(), overseer(admission));
        endpoint.add(accepted);
        endpoint.watch(accepted, by.transport());
        endpoint.counts().onAccepted();
        accepted.enter();
        try {
            accepted.addId(first.destination());
            giveAllTo(accepted, core);
            accepted.sendAll();
        } finally {
            accepted.leave();
        }
        return accepted;
    }

    /// Counts handshakes with clients whose address may be anybody's.
    private Overseer overseer(Admission admission) {
        if (admission.isAddressProved()) {
            return Overseer.NONE;
        }
        endpoint.counts().onUnproved();
        return new Overseer() {
            @Override
            public void onHandshakeOver() {
                endpoint.counts().onHandshakeOver();
            }
        };
    }

    private void giveAllTo(ConnectionDriver accepted, Connection core) {
        List<Arrived> all;
        lock.lock();
        try {
            connection = accepted;
            all = takeArrived();
        } finally {
            lock.unlock();
        }
        long nowNanos = endpoint.nowNanos();
        for (Arrived each : all) {
            core.receive(each.bytes, 0, each.bytes.length, each.route, each.ecn, nowNanos);
        }
    }

    private List<Arrived> takeArrived() {
        List<Arrived> all = List.copyOf(arrived);
        arrived.clear();
        endpoint.counts().onAnswered(arrivedBytes);
        arrivedBytes = 0;
        return all;
    }

    /// Tells the client that it is not accepted, by a single datagram.
    public void refuse() {
        claim();
        refuseClaimed();
    }

    private void refuseClaimed() {
        drop();
        endpoint.counts().onRefused();
        endpoint.doorkeeper().close(first, TransportErrorCode.CONNECTION_REFUSED, route);
    }

    /// Asks the client to prove its address, and forgets it.
    ///
    /// @throws IllegalStateException if it did so before, or was answered before
    public void retry() {
        if (!check.mayRetry()) {
            throw new IllegalStateException("the client has answered a Retry already");
        }
        claim();
        drop();
        endpoint.doorkeeper().retry(server, first, route);
    }

    /// Forgets the client without an answer.
    public void ignore() {
        claim();
        endpoint.counts().onIgnored();
        drop();
    }

    /// Forgets the client because the endpoint is closed.
    void forget() {
        if (tryClaim()) {
            drop();
        }
    }

    /// The application cannot reach it any more: the client is refused, by and by.
    public void onUnreachable() {
        home.post(
                () -> {
                    if (tryClaim()) {
                        refuseClaimed();
                    }
                });
    }

    private void drop() {
        endpoint.table().remove(first.destination(), this);
        lock.lock();
        try {
            takeArrived();
        } finally {
            lock.unlock();
        }
    }

    private void claim() {
        if (!tryClaim()) {
            throw new IllegalStateException("the client was answered before");
        }
    }

    private boolean tryClaim() {
        lock.lock();
        try {
            boolean isFirst = !answered;
            answered = true;
            moreArrived.signalAll();
            return isFirst;
        } finally {
            lock.unlock();
        }
    }
}
