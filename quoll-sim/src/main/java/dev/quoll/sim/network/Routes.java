package dev.quoll.sim.network;

import dev.quoll.sim.datagram.Hop;

import java.net.InetAddress;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Which way a destination lies: by its whole address, else the default if there is one.
final class Routes {
    private final Map<InetAddress, Hop> byAddress = new HashMap<>();
    private Optional<Hop> otherwise = Optional.empty();

    void add(InetAddress destination, Hop hop) {
        byAddress.put(destination, hop);
    }

    void addDefault(Hop hop) {
        otherwise = Optional.of(hop);
    }

    Optional<Hop> towards(InetAddress destination) {
        return Optional.ofNullable(byAddress.get(destination)).or(() -> otherwise);
    }
}
