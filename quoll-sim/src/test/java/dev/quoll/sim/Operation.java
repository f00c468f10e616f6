package dev.quoll.sim;

import dev.quoll.core.connection.Multipath;
import dev.quoll.core.connection.NatTraversal;
import dev.quoll.core.datagram.WhenFull;
import dev.quoll.core.event.PathStatus;
import dev.quoll.core.id.Direction;
import dev.quoll.core.id.PathId;
import dev.quoll.core.id.Side;
import dev.quoll.sim.application.Incoming;
import dev.quoll.sim.application.Outgoing;
import dev.quoll.sim.application.Transfers;
import dev.quoll.sim.endpoint.SimConnection;
import dev.quoll.sim.link.Link;
import dev.quoll.sim.network.Line;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.function.BiConsumer;

/// Something that applications or the network may do at any time.
sealed interface Operation {
    void run(Sim sim, Sim.Pair pair);

    record Advance(int millis) implements Operation {
        @Override
        public void run(Sim sim, Sim.Pair pair) {
            sim.runFor(Duration.ofMillis(millis));
        }
    }

    record Send(Side side, Direction direction, int length) implements Operation {
        @Override
        public void run(Sim sim, Sim.Pair pair) {
            end(pair, side).transfers().send(direction, length);
            end(pair, side).wake();
        }
    }

    record Reset(Side side, int index) implements Operation {
        @Override
        public void run(Sim sim, Sim.Pair pair) {
            Transfers transfers = end(pair, side).transfers();
            List<Outgoing> opened =
                    transfers.outgoing().stream().filter(it -> it.id().isPresent()).toList();
            if (!opened.isEmpty()) {
                transfers.reset(opened.get(index % opened.size()), index);
                end(pair, side).wake();
            }
        }
    }

    record Stop(Side side, int index) implements Operation {
        @Override
        public void run(Sim sim, Sim.Pair pair) {
            Transfers transfers = end(pair, side).transfers();
            List<Incoming> all = List.copyOf(transfers.incoming());
            if (!all.isEmpty()) {
                transfers.stop(all.get(index % all.size()), index);
                end(pair, side).wake();
            }
        }
    }

    record SetReading(Side side, Transfers.Reading reading) implements Operation {
        @Override
        public void run(Sim sim, Sim.Pair pair) {
            end(pair, side).transfers().setReading(reading);
            end(pair, side).wake();
        }
    }

    record SetWindow(Side side, int window) implements Operation {
        @Override
        public void run(Sim sim, Sim.Pair pair) {
            end(pair, side).core().streams().setStreamWindow(window);
            end(pair, side).core().streams().setConnectionWindow(2L * window);
            end(pair, side).wake();
        }
    }

    record Cut(Side from) implements Operation {
        @Override
        public void run(Sim sim, Sim.Pair pair) {
            link(sim, from).cut();
        }
    }

    record Mend(Side from) implements Operation {
        @Override
        public void run(Sim sim, Sim.Pair pair) {
            link(sim, from).mend();
        }
    }

    record Close(Side side) implements Operation {
        @Override
        public void run(Sim sim, Sim.Pair pair) {
            end(pair, side).close(1, "");
        }
    }

    record SendDatagram(Side side, int length) implements Operation {
        @Override
        public void run(Sim sim, Sim.Pair pair) {
            end(pair, side).core().sendDatagram(new byte[length], 0, length, WhenFull.DROP_OLDEST);
            end(pair, side).wake();
        }
    }

    record UpdateKeys(Side side) implements Operation {
        @Override
        public void run(Sim sim, Sim.Pair pair) {
            end(pair, side).core().updateKeys();
            end(pair, side).wake();
        }
    }

    record ChangeNetwork(Side side) implements Operation {
        @Override
        public void run(Sim sim, Sim.Pair pair) {
            end(pair, side).core().onNetworkChanged(sim.network().nowNanos());
            end(pair, side).wake();
        }
    }

    /// A NAT gives the client another port, which neither end is told.
    record Rebind(int port) implements Operation {
        @Override
        public void run(Sim sim, Sim.Pair pair) {
            moveClient(pair, FIRST_PORT + port);
        }
    }

    /// The client opens another socket.
    record Move(int port) implements Operation {
        @Override
        public void run(Sim sim, Sim.Pair pair) {
            if (moveClient(pair, FIRST_PORT + port)) {
                pair.client().core().onLocalAddressChanged(sim.network().nowNanos());
                pair.client().wake();
            }
        }
    }

    /// The client opens a path over one of the lines, if it may.
    record OpenPath(int line, PathStatus status) implements Operation {
        @Override
        public void run(Sim sim, Sim.Pair pair) {
            paths(pair.client())
                    .open(sim.routeOver(lineOf(sim, line)), status, sim.network().nowNanos());
            pair.client().wake();
        }
    }

    record ClosePath(Side side, int index) implements Operation {
        @Override
        public void run(Sim sim, Sim.Pair pair) {
            onPath(pair, side, index, (paths, id) -> close(paths, id, sim));
        }

        private void close(Multipath paths, PathId id, Sim sim) {
            paths.close(id, index, sim.network().nowNanos());
        }
    }

    record SetPathStatus(Side side, int index, PathStatus status) implements Operation {
        @Override
        public void run(Sim sim, Sim.Pair pair) {
            onPath(pair, side, index, (paths, id) -> paths.setStatus(id, status));
        }
    }

    record CutLine(int line, Side from) implements Operation {
        @Override
        public void run(Sim sim, Sim.Pair pair) {
            link(lineOf(sim, line), from).cut();
        }
    }

    record MendLine(int line, Side from) implements Operation {
        @Override
        public void run(Sim sim, Sim.Pair pair) {
            link(lineOf(sim, line), from).mend();
        }
    }

    /// An end takes back the addresses it has named.
    record ForgetAddresses(Side side) implements Operation {
        @Override
        public void run(Sim sim, Sim.Pair pair) {
            NatTraversal traversal = end(pair, side).core().natTraversal();
            traversal.localAddresses().forEach(traversal::removeLocalAddress);
            end(pair, side).wake();
        }
    }

    /// An end names the address that it has on one of the lines.
    record NameAddress(Side side, int line) implements Operation {
        @Override
        public void run(Sim sim, Sim.Pair pair) {
            Line on = lineOf(sim, line);
            InetSocketAddress address =
                    switch (side) {
                        case CLIENT ->
                                new InetSocketAddress(
                                        on.nearAddress(), pair.clientBinding().port());
                        case SERVER -> sim.routeOver(on).remote();
                    };
            end(pair, side).core().natTraversal().addLocalAddress(address);
            end(pair, side).wake();
        }
    }

    /// Once they have shaken hands, both name an address, and the client begins a round of NAT
    /// traversal.
    record BeginRound(int clientsLine, int serversLine) implements Operation {
        @Override
        public void run(Sim sim, Sim.Pair pair) {
            sim.runUntil(pair::confirmed, Duration.ofMillis(500));
            new NameAddress(Side.CLIENT, clientsLine).run(sim, pair);
            new NameAddress(Side.SERVER, serversLine).run(sim, pair);
            pair.client().core().natTraversal().initiateRound(sim.network().nowNanos());
            pair.client().wake();
        }
    }

    /// Not while they shake hands, when a server follows nobody (RFC 9000 §9).
    private static boolean moveClient(Sim.Pair pair, int port) {
        boolean moves = pair.confirmed() && pair.clientBinding().port() != port;
        if (moves) {
            pair.clientBinding().moveTo(port);
        }
        return moves;
    }

    /// Of the ports a client may move to.
    int FIRST_PORT = 40_000;

    /// An end; the client's while there is no server's.
    private static SimConnection end(Sim.Pair pair, Side side) {
        return switch (side) {
            case CLIENT -> pair.client();
            case SERVER -> pair.serverIfAny().orElse(pair.client());
        };
    }

    private static Link link(Sim sim, Side from) {
        return link(sim.line(), from);
    }

    private static Link link(Line line, Side from) {
        return switch (from) {
            case CLIENT -> line.link().there();
            case SERVER -> line.link().back();
        };
    }

    private static Line lineOf(Sim sim, int index) {
        return sim.lines().get(index % sim.lines().size());
    }

    private static Multipath paths(SimConnection end) {
        return end.core().multipath();
    }

    private static void onPath(
            Sim.Pair pair, Side side, int index, BiConsumer<Multipath, PathId> action) {
        Multipath paths = paths(end(pair, side));
        List<PathId> all = paths.paths();
        if (!all.isEmpty()) {
            action.accept(paths, all.get(index % all.size()));
            end(pair, side).wake();
        }
    }
}
