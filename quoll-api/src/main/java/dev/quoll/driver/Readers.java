package dev.quoll.driver;

import dev.quoll.config.EndpointConfig;
import dev.quoll.udp.ReplaceableSocket;
import dev.quoll.udp.UdpSocket;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/// The readers of an endpoint, each with a socket of its own; these are all at one address and
/// port, so that a datagram may leave from any of them and come to any. A connection has one of
/// them as its home, which keeps its time and whose socket it sends from. *Thread-safe*.
final class Readers {
    private final List<Reactor> all;
    private final AtomicInteger next = new AtomicInteger();

    /// @param sockets one for each, at least one
    Readers(
            EndpointDriver endpoint,
            List<ReplaceableSocket> sockets,
            int connectionIdLength,
            EndpointConfig config) {
        List<Reactor> made = new ArrayList<>();
        for (ReplaceableSocket socket : sockets) {
            made.add(new Reactor(endpoint, socket, connectionIdLength, config));
        }
        all = List.copyOf(made);
    }

    static List<ReplaceableSocket> replaceable(List<? extends UdpSocket> sockets) {
        List<ReplaceableSocket> made = new ArrayList<>();
        sockets.forEach(each -> made.add(new ReplaceableSocket(each)));
        return List.copyOf(made);
    }

    void start() {
        all.forEach(Reactor::start);
    }

    int size() {
        return all.size();
    }

    /// Messages received by each.
    List<Long> received() {
        return all.stream().map(Reactor::received).toList();
    }

    /// A home for a connection that begins here. The system says which reader the answers come to,
    /// and it says so by a secret of its own: this one is as good as any.
    Reactor nextHome() {
        return all.get(Math.floorMod(next.getAndIncrement(), all.size()));
    }

    /// Ends all turns, soon.
    void stop() {
        all.forEach(Reactor::stop);
    }

    /// Closes the sockets.
    ///
    /// @throws IOException if one of them does not close; the others are closed then, too
    void closeSockets() throws IOException {
        IOException failure = null;
        for (Reactor each : all) {
            try {
                each.socket().close();
            } catch (IOException e) {
                failure = failure == null ? e : failure;
            }
        }
        if (failure != null) {
            throw failure;
        }
    }
}
