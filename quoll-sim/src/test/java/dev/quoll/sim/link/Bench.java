package dev.quoll.sim.link;

import dev.quoll.core.address.Ecn;
import dev.quoll.sim.datagram.Datagram;
import dev.quoll.sim.datagram.World;
import dev.quoll.sim.seed.Seed;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// A link on the bench: datagrams are put in at one end and written down at the other.
final class Bench {
    private static final InetSocketAddress SOURCE =
            new InetSocketAddress(InetAddress.ofLiteral("192.0.2.1"), 1111);
    private static final InetSocketAddress DESTINATION =
            new InetSocketAddress(InetAddress.ofLiteral("192.0.2.2"), 2222);

    /// A datagram that came out, and when.
    record Arrival(long atNanos, Datagram datagram) {}

    final World world;
    final Link link;
    final List<Arrival> arrivals = new ArrayList<>();
    private long count;

    Bench(long seed, LinkSpec spec) {
        world = World.seeded(new Seed(seed));
        link = new Link("bench", spec, this::arrive, world);
    }

    /// Puts in a datagram of `length` bytes now, all of its bytes its number.
    void put(int length, Ecn ecn) {
        byte[] bytes = new byte[length];
        Arrays.fill(bytes, (byte) ++count);
        link.accept(new Datagram(count, bytes, SOURCE, DESTINATION, ecn));
    }

    /// Puts in `howMany` datagrams of `length` bytes, one each `interval`, and waits for the last.
    void put(int howMany, int length, Duration interval) {
        for (int i = 0; i < howMany; i++) {
            put(length, Ecn.ECT_0);
            world.clock().runFor(interval);
        }
        finish();
    }

    /// Waits until the link is empty.
    void finish() {
        world.clock().runUntil(() -> world.clock().pending() == 0, Duration.ofDays(1));
    }

    List<Long> numbers() {
        return arrivals.stream().map(arrival -> arrival.datagram().number()).toList();
    }

    List<Long> times() {
        return arrivals.stream().map(Arrival::atNanos).toList();
    }

    private void arrive(Datagram datagram) {
        arrivals.add(new Arrival(world.nowNanos(), datagram));
    }
}
