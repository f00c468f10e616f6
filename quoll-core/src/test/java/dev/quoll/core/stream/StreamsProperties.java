package dev.quoll.core.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quoll.core.error.TransportException;
import dev.quoll.core.id.Direction;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;

/// Two ends with small limits do random things while packets are lost, repeated and reordered:
/// every byte arrives in order, and in the end both are idle and remember nothing.
class StreamsProperties {
    private static final int STREAM_LENGTH = 6_000;

    /// A packet on its way to `to`.
    private record OnItsWay(Packet packet, Streams from, Streams to) {}

    private final Map<Long, Integer> written = new HashMap<>();
    private final Map<Long, Integer> read = new HashMap<>();
    private final List<Long> open = new ArrayList<>();
    private final List<Long> accepted = new ArrayList<>();
    private final ArrayDeque<OnItsWay> network = new ArrayDeque<>();

    @Property(tries = 300)
    void everyByteArrivesAndNothingIsLeft(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 4) int streams)
            throws TransportException {
        forget();
        Random random = new Random(seed);
        Pair pair = new Pair(new StreamsConfig(5_000, 2_000, streams, streams, 4_000));
        for (int step = 0; step < 400; step++) {
            act(pair, random);
            send(pair.client, pair.server, random);
            send(pair.server, pair.client, random);
            deliver(random);
        }
        finishAll(pair);
        assertThat(pair.client.halves() + pair.server.halves()).isZero();
        assertThat(pair.client.bytesUnacknowledged()).isZero();
        assertThat(pair.client.wantsToSend() || pair.server.wantsToSend()).isFalse();
    }

    /// One instance of this class makes all tries.
    private void forget() {
        written.clear();
        read.clear();
        open.clear();
        accepted.clear();
        network.clear();
    }

    private void act(Pair pair, Random random) {
        switch (random.nextInt(8)) {
            case 0 -> pair.client.open(Direction.UNIDIRECTIONAL).ifPresent(open::add);
            case 1, 2, 3 -> write(pair.client, random.nextInt(1_500), random);
            case 4 -> {
                if (!open.isEmpty() && random.nextInt(4) == 0) {
                    long id = open.remove(random.nextInt(open.size()));
                    if (random.nextBoolean()) {
                        pair.client.finish(id);
                    } else {
                        pair.client.reset(id, 1);
                    }
                }
            }
            case 5 -> {
                if (!accepted.isEmpty() && random.nextInt(30) == 0) {
                    pair.server.stop(accepted.remove(random.nextInt(accepted.size())), 2);
                }
            }
            default -> readSome(pair.server, random.nextInt(1, 1_500));
        }
    }

    private void write(Streams client, int length, Random random) {
        if (open.isEmpty()) {
            return;
        }
        long id = open.get(random.nextInt(open.size()));
        int from = written.getOrDefault(id, 0);
        byte[] bytes = new byte[Math.min(length, STREAM_LENGTH - from)];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = at(id, from + i);
        }
        long result = client.write(id, bytes, 0, bytes.length);
        if (StreamResult.isAborted(result)) {
            open.remove(id);
        } else {
            assertThat(result).isNotNegative();
            written.merge(id, (int) result, Integer::sum);
        }
    }

    private void readSome(Streams server, int length) {
        OptionalLong next = server.accept(Direction.UNIDIRECTIONAL);
        next.ifPresent(accepted::add);
        accepted.removeIf(id -> !readFrom(server, id, new byte[length]));
    }

    /// Reads once and compares; false at the end of the stream.
    private boolean readFrom(Streams server, long id, byte[] into) {
        long count = server.read(id, into, 0, into.length);
        int from = read.getOrDefault(id, 0);
        for (int i = 0; i < count; i++) {
            assertThat(into[i]).isEqualTo(at(id, from + i));
        }
        if (count == StreamResult.ENDED) {
            assertThat(from).isEqualTo(written.getOrDefault(id, 0));
        }
        read.merge(id, (int) Math.max(0, count), Integer::sum);
        return count >= 0;
    }

    private void send(Streams from, Streams to, Random random) {
        if (from.wantsToSend() && random.nextBoolean()) {
            Packet packet = Packet.of(from);
            assertThat(packet.isEmpty()).isFalse();
            network.add(new OnItsWay(packet, from, to));
        }
    }

    /// Lets the first packet, or one behind it, arrive, perhaps twice, or loses it; one that
    /// arrived may be taken for lost.
    private void deliver(Random random) throws TransportException {
        if (network.isEmpty() || random.nextInt(3) == 0) {
            return;
        }
        OnItsWay next = network.remove();
        switch (random.nextInt(10)) {
            case 0, 1 -> next.packet.lostFor(next.from);
            case 2, 3 -> network.add(next);
            case 4 -> {
                next.packet.arriveAt(next.to);
                next.packet.lostFor(next.from);
                next.packet.acknowledgedTo(next.from);
            }
            case 5 -> {
                next.packet.arriveAt(next.to);
                next.packet.arriveAt(next.to);
                next.packet.acknowledgedTo(next.from);
            }
            default -> {
                next.packet.arriveAt(next.to);
                next.packet.acknowledgedTo(next.from);
            }
        }
    }

    private void finishAll(Pair pair) throws TransportException {
        for (long id : open) {
            pair.client.finish(id);
        }
        while (!network.isEmpty()) {
            OnItsWay next = network.remove();
            next.packet.arriveAt(next.to);
            next.packet.acknowledgedTo(next.from);
        }
        for (int round = 0; round < 200; round++) {
            pair.drive();
            readSome(pair.server, 10_000);
            Pair.events(pair.server);
            StreamEvent event = new StreamEvent();
            while (pair.client.poll(event)) {
                pair.client.stoppedCode(event.streamId());
            }
        }
    }

    private static byte at(long id, int offset) {
        return (byte) (id * 37 + offset * 13L + (offset >> 7));
    }
}
