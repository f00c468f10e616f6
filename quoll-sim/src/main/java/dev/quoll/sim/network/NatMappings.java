package dev.quoll.sim.network;

import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;

/// The table of a [Nat]: which outside port stands for which inside address, and who may use it.
final class NatMappings {
    private static final int FIRST_PORT = 1024;
    private static final int LAST_PORT = 65_535;
    private static final int PORTS = LAST_PORT - FIRST_PORT + 1;

    /// Hosts share a mapping where the part of the destination that counts is alike.
    private record Key(InetSocketAddress inside, InetSocketAddress destinationPart) {}

    /// An outside port in use.
    final class Mapping {
        private final InetSocketAddress inside;
        private final int port;
        private final Set<InetSocketAddress> admitted = new HashSet<>();
        private long usedNanos;

        private Mapping(InetSocketAddress inside, int port) {
            this.inside = inside;
            this.port = port;
        }

        InetSocketAddress inside() {
            return inside;
        }

        /// Whether `source` may send in: the part of it that counts was sent to before.
        boolean admits(InetSocketAddress source) {
            return admitted.contains(behaviour.filtering().partOf(source));
        }

        private boolean isAlive(long nowNanos) {
            return nowNanos - usedNanos <= behaviour.timeout().toNanos();
        }
    }

    private final NatBehaviour behaviour;
    private final RandomGenerator random;
    private final Map<Key, Mapping> byKey = new HashMap<>();
    private final Map<Integer, Mapping> byPort = new HashMap<>();
    private final Set<Integer> forgotten = new HashSet<>();
    private int lastPort = LAST_PORT;

    NatMappings(NatBehaviour behaviour, RandomGenerator random) {
        this.behaviour = behaviour;
        this.random = random;
    }

    /// The outside port for a datagram on its way out, which keeps the mapping alive and opens it
    /// for answers; none if all ports are taken.
    Optional<Integer> outward(
            InetSocketAddress from, InetSocketAddress destination, long nowNanos) {
        Key key = new Key(from, behaviour.mapping().partOf(destination));
        Mapping mapping = byKey.get(key);
        if (mapping == null || !mapping.isAlive(nowNanos)) {
            if (isFull(nowNanos)) {
                return Optional.empty();
            }
            mapping = new Mapping(from, freePort(from.getPort(), nowNanos));
            byKey.put(key, mapping);
            byPort.put(mapping.port, mapping);
        }
        mapping.usedNanos = nowNanos;
        mapping.admitted.add(behaviour.filtering().partOf(destination));
        return Optional.of(mapping.port);
    }

    /// The mapping that has `port`.
    Optional<Mapping> at(int port, long nowNanos) {
        return Optional.ofNullable(byPort.get(port)).filter(mapping -> mapping.isAlive(nowNanos));
    }

    int count(long nowNanos) {
        removeDead(nowNanos);
        return byPort.size();
    }

    /// Drops all mappings; their ports are not used again.
    void forget() {
        forgotten.addAll(byPort.keySet());
        byPort.clear();
        byKey.clear();
    }

    /// Dead mappings are swept only when there is no room, and taken over one by one before.
    private boolean isFull(long nowNanos) {
        if (byPort.size() + forgotten.size() >= PORTS) {
            removeDead(nowNanos);
        }
        return byPort.size() + forgotten.size() >= PORTS;
    }

    private void removeDead(long nowNanos) {
        byKey.values().removeIf(mapping -> !mapping.isAlive(nowNanos));
        byPort.values().removeIf(mapping -> !mapping.isAlive(nowNanos));
    }

    private int freePort(int insidePort, long nowNanos) {
        int port =
                switch (behaviour.ports()) {
                    case PRESERVED -> Math.max(insidePort, FIRST_PORT);
                    case SEQUENTIAL -> after(lastPort);
                    case RANDOM -> random.nextInt(FIRST_PORT, LAST_PORT + 1);
                };
        while (at(port, nowNanos).isPresent() || forgotten.contains(port)) {
            port = after(port);
        }
        lastPort = port;
        return port;
    }

    private static int after(int port) {
        return port == LAST_PORT ? FIRST_PORT : port + 1;
    }
}
