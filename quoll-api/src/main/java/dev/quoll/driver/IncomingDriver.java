package dev.quoll.driver;

import dev.quoll.config.ServerConfig;
import dev.quoll.core.address.Ecn;
import dev.quoll.core.address.FourTuple;
import dev.quoll.core.connection.Connection;
import dev.quoll.core.connection.FirstInitial;
import dev.quoll.core.error.TransportErrorCode;
import dev.quoll.core.stats.DropReason;
import dev.quoll.error.EndpointClosedException;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/// A client that has not been answered, with what it has sent so far. *Thread-safe*.
public final class IncomingDriver implements Recipient {
    private record Arrived(byte[] bytes, FourTuple route, Ecn ecn) {}

    private final ReentrantLock lock = new ReentrantLock(); // held for moments only
    private final EndpointDriver endpoint;
    private final ServerConfig server;
    private final FirstInitial first;
    private final FourTuple route;
    private final List<Arrived> arrived = new ArrayList<>();
    private long arrivedBytes;
    private boolean answered;
    private @Nullable ConnectionDriver connection;

    IncomingDriver(
            EndpointDriver endpoint, ServerConfig server, FirstInitial first, FourTuple route) {
        this.endpoint = endpoint;
        this.server = server;
        this.first = first;
        this.route = route;
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
                arrivedBytes + length <= server.incomingBufferSize()
                        && endpoint.counts().waitingBytes() + length
                                <= server.incomingBufferSizeTotal();
        if (hasRoom) {
            byte[] copy = new byte[length];
            System.arraycopy(bytes, offset, copy, 0, length);
            arrived.add(new Arrived(copy, from, ecn));
            arrivedBytes += length;
            endpoint.counts().onWaitingBytes(length);
        } else {
            endpoint.counts().onDropped(DropReason.NOT_ACCEPTING);
        }
    }

    /// Answers the client.
    ///
    /// @throws IllegalStateException if it was accepted, refused or ignored before
    public ConnectionDriver accept() throws EndpointClosedException {
        endpoint.checkOpen();
        claim();
        Connection core = endpoint.newServerCore(server, first, route);
        ConnectionDriver accepted =
                new ConnectionDriver(endpoint, core, server.transport().initialMtu());
        endpoint.add(accepted);
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

    /// Tells the client that it is not accepted, by a connection that ends with its first datagram.
    public void refuse() {
        claim();
        endpoint.counts().onRefused();
        refuseClaimed();
    }

    private void refuseClaimed() {
        List<Arrived> all = drop();
        Connection core = endpoint.newServerCore(server, first, route);
        long nowNanos = endpoint.nowNanos();
        for (Arrived each : all) {
            core.receive(each.bytes, 0, each.bytes.length, each.route, each.ecn, nowNanos);
        }
        core.close(TransportErrorCode.CONNECTION_REFUSED, "", nowNanos);
        Outgoing outgoing = endpoint.outgoing().take();
        if (outgoing.build(core, 1, nowNanos)) {
            outgoing.seal();
            outgoing.send(endpoint.socket());
        }
        endpoint.outgoing().giveBack(outgoing);
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
        endpoint.reactor()
                .post(
                        () -> {
                            if (tryClaim()) {
                                endpoint.counts().onRefused();
                                refuseClaimed();
                            }
                        });
    }

    private List<Arrived> drop() {
        endpoint.table().remove(first.destination(), this);
        lock.lock();
        try {
            return takeArrived();
        } finally {
            lock.unlock();
        }
    }

    private void claim() {
        if (!tryClaim()) {
            throw new IllegalStateException("accepted, refused or ignored before");
        }
    }

    private boolean tryClaim() {
        lock.lock();
        try {
            boolean isFirst = !answered;
            answered = true;
            return isFirst;
        } finally {
            lock.unlock();
        }
    }
}
