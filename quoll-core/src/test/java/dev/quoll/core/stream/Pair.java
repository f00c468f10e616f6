package dev.quoll.core.stream;

import dev.quoll.core.error.TransportException;
import dev.quoll.core.id.Direction;
import dev.quoll.core.id.Side;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;

/// Two ends whose packets arrive at once, unless a test takes them in hand.
final class Pair {
    final Streams client;
    final Streams server;

    Pair(StreamsConfig config) {
        client = new Streams(Side.CLIENT, config);
        server = new Streams(Side.SERVER, config);
        client.onPeerParameters(limits(config));
        server.onPeerParameters(limits(config));
        events(client);
        events(server);
    }

    private static PeerLimits limits(StreamsConfig config) {
        return new PeerLimits(
                config.connectionWindow(),
                config.streamWindow(),
                config.streamWindow(),
                config.streamWindow(),
                config.bidirectionalStreams(),
                config.unidirectionalStreams());
    }

    long open(Direction direction) {
        return client.open(direction).orElseThrow();
    }

    /// Sends, delivers and acknowledges until nobody has anything to send.
    void drive() throws TransportException {
        while (client.wantsToSend() || server.wantsToSend()) {
            exchange(client, server);
            exchange(server, client);
        }
    }

    /// What `from` wants to send, in packets that are on their way.
    static List<Packet> flight(Streams from) {
        List<Packet> packets = new ArrayList<>();
        while (from.wantsToSend()) {
            Packet packet = Packet.of(from);
            if (packet.isEmpty()) {
                throw new AssertionError("wants to send, but does not");
            }
            packets.add(packet);
        }
        return packets;
    }

    static void exchange(Streams from, Streams to) throws TransportException {
        for (Packet packet : flight(from)) {
            packet.arriveAt(to);
            packet.acknowledgedTo(from);
        }
    }

    /// All events so far, as text: the kind and the stream, or the direction.
    static List<String> events(Streams streams) {
        List<String> texts = new ArrayList<>();
        StreamEvent event = new StreamEvent();
        while (streams.poll(event)) {
            texts.add(
                    switch (event.kind()) {
                        case OPENED, CREDIT -> event.kind() + " " + event.direction();
                        case RESET, STOPPED ->
                                event.kind() + " " + event.streamId() + " " + event.code();
                        case READABLE, WRITABLE, DELIVERED -> event.kind() + " " + event.streamId();
                    });
        }
        return texts;
    }

    static long write(Streams streams, long id, int length) {
        return streams.write(id, new byte[length], 0, length);
    }

    /// Reads up to `length` bytes and returns the result.
    static long read(Streams streams, long id, int length) {
        return streams.read(id, new byte[length], 0, length);
    }

    /// Reads all there is now.
    static byte[] readAll(Streams streams, long id) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        byte[] some = new byte[1000];
        long count = streams.read(id, some, 0, some.length);
        while (count > 0) {
            all.write(some, 0, (int) count);
            count = streams.read(id, some, 0, some.length);
        }
        return all.toByteArray();
    }
}
