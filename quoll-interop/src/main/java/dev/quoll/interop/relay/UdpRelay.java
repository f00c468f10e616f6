package dev.quoll.interop.relay;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.LinkedHashMap;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/// Carries datagrams between clients and one server, over a link. Each client has a public address
/// of its own towards the server, as behind a NAT. A TCP flow may go over the same link beside
/// them. One thread does it all; equal seeds make equal choices for equal datagrams. ECN marks do
/// not pass. *Thread-safe*.
public final class UdpRelay implements AutoCloseable {
    /// More clients than this throw the oldest out.
    static final int MAX_CLIENTS = 1000;

    /// So many datagrams are taken from a socket before others have their turn: who floods the
    /// relay must not keep back what is to go the other way.
    private static final int MOST_AT_A_TIME = 64;

    private static final long NOT_YET = Long.MIN_VALUE;
    private static final int MAX_DATAGRAM = 65_535;

    private final Link link;
    private final InetSocketAddress server;
    private final @Nullable CrossTraffic beside;
    private final Selector selector;
    private final DatagramChannel front;
    private final InetSocketAddress address;
    private final Line toServer;
    private final Line toClient;
    private final Watcher watcher = new Watcher();
    private final LinkedHashMap<SocketAddress, Mapping> mappings = new LinkedHashMap<>();
    private final ByteBuffer buffer = ByteBuffer.allocate(MAX_DATAGRAM);
    private final Thread thread;
    private int datagramsFromClient;
    private long firstNanos;
    private long firstApplicationNanos = NOT_YET;
    private long rebindings;
    private volatile boolean isClosed;

    private UdpRelay(Link link, InetSocketAddress server, long seed, @Nullable CrossTraffic beside)
            throws IOException {
        this.link = link;
        this.server = server;
        this.beside = beside;
        Random random = new Random(seed);
        toServer = new Line(link, new Random(random.nextLong()));
        toClient = new Line(link, new Random(random.nextLong()));
        selector = Selector.open();
        front = Mapping.bound(server.getAddress());
        front.register(selector, SelectionKey.OP_READ);
        address = (InetSocketAddress) front.getLocalAddress();
        thread = new Thread(this::run, "relay");
    }

    /// A relay on a free port of the server's address, for clients there.
    ///
    /// @param seed of all chances
    public static UdpRelay start(Link link, InetSocketAddress server, long seed)
            throws IOException {
        UdpRelay relay = new UdpRelay(link, server, seed, null);
        relay.thread.start();
        return relay;
    }

    /// The same, with a TCP flow that begins now and is not closed here.
    ///
    /// @param seed of all chances
    public static UdpRelay start(
            Link link, InetSocketAddress server, long seed, CrossTraffic beside)
            throws IOException {
        UdpRelay relay = new UdpRelay(link, server, seed, beside);
        relay.firstNanos = System.nanoTime();
        relay.thread.start();
        beside.begin(relay.selector::wakeup);
        return relay;
    }

    /// Where clients go instead of to the server.
    public InetSocketAddress address() {
        return address;
    }

    /// Ends the relay and tells what it saw.
    public Sightings stop() throws IOException, InterruptedException {
        isClosed = true;
        selector.wakeup();
        thread.join();
        front.close();
        for (Mapping mapping : mappings.values()) {
            mapping.close();
        }
        selector.close();
        return watcher.seen(
                toServer.dropped() + toClient.dropped(),
                toServer.corrupted() + toClient.corrupted(),
                rebindings);
    }

    @Override
    public void close() throws IOException {
        try {
            stop();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try {
            while (!isClosed) {
                select();
                takeFromAll();
                takeFromBeside();
                rebind();
                sendAll();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void select() throws IOException {
        long next = Math.min(toServer.nextNanos(), toClient.nextNanos());
        if (next == Line.NEVER) {
            selector.select();
            return;
        }
        long wait = next - System.nanoTime();
        if (wait <= 0) {
            selector.selectNow();
        } else {
            selector.select(TimeUnit.NANOSECONDS.toMillis(wait) + 1);
        }
    }

    private void takeFromAll() throws IOException {
        for (SelectionKey key : selector.selectedKeys()) {
            if (key.isValid()) {
                takeSome((DatagramChannel) key.channel(), (Mapping) key.attachment());
            }
        }
        selector.selectedKeys().clear();
    }

    /// @param mapping whose socket it is; null for that of the clients
    private void takeSome(DatagramChannel channel, @Nullable Mapping mapping) throws IOException {
        for (int i = 0; i < MOST_AT_A_TIME; i++) {
            buffer.clear();
            SocketAddress sender = channel.receive(buffer);
            if (sender == null) {
                return;
            }
            byte[] datagram = new byte[buffer.flip().remaining()];
            buffer.get(datagram);
            if (mapping == null) {
                takeFromClient(datagram, sender);
            } else {
                watcher.onFromServer(datagram);
                long now = System.nanoTime();
                toClient.take(new Parcel.Datagram(datagram, mapping), now - firstNanos, now);
            }
        }
    }

    private void takeFromBeside() {
        if (beside == null) {
            return;
        }
        byte[] packet;
        while ((packet = beside.poll()) != null) {
            long now = System.nanoTime();
            Line line = beside.isFromServer(packet) ? toClient : toServer;
            line.take(new Parcel.Crossing(packet), now - firstNanos, now);
        }
    }

    private void takeFromClient(byte[] datagram, SocketAddress client) throws IOException {
        long now = System.nanoTime();
        if (datagramsFromClient == 0) {
            firstNanos = now;
        }
        datagramsFromClient++;
        watcher.onFromClient(datagram, now - firstNanos);
        if (firstApplicationNanos == NOT_YET && watcher.hasSeenApplicationData()) {
            firstApplicationNanos = now;
        }
        if (link.faults().lostFromClient().contains(datagramsFromClient)) {
            toServer.onLostBefore();
            return;
        }
        toServer.take(new Parcel.Datagram(datagram, mapping(client)), now - firstNanos, now);
    }

    private Mapping mapping(SocketAddress client) throws IOException {
        Mapping known = mappings.get(client);
        if (known != null) {
            return known;
        }
        if (mappings.size() == MAX_CLIENTS) {
            mappings.pollFirstEntry().getValue().close();
        }
        Mapping fresh = Mapping.open(client, server.getAddress(), selector, rebindingsDue());
        mappings.put(client, fresh);
        return fresh;
    }

    private void rebind() throws IOException {
        int due = rebindingsDue();
        for (Mapping mapping : mappings.values()) {
            rebindings += mapping.rebindUpTo(due, link.rebinding().change());
        }
    }

    private int rebindingsDue() {
        return firstApplicationNanos == NOT_YET
                ? 0
                : link.rebinding().countAt(System.nanoTime() - firstApplicationNanos);
    }

    private void sendAll() throws IOException {
        long now = System.nanoTime();
        while (toServer.nextNanos() <= now) {
            switch (toServer.remove()) {
                case Parcel.Datagram(byte[] bytes, Mapping mapping) -> {
                    watcher.onToServer(bytes);
                    send(mapping.channel(), bytes, server);
                }
                case Parcel.Crossing(byte[] bytes) -> deliver(bytes);
            }
        }
        while (toClient.nextNanos() <= now) {
            switch (toClient.remove()) {
                case Parcel.Datagram(byte[] bytes, Mapping mapping) -> {
                    watcher.onToClient();
                    send(front, bytes, mapping.client());
                }
                case Parcel.Crossing(byte[] bytes) -> deliver(bytes);
            }
        }
    }

    private void deliver(byte[] packet) {
        if (beside != null) {
            beside.deliver(packet);
        }
    }

    /// A full socket buffer, a closed mapping and a client that is gone are losses like others.
    private static void send(DatagramChannel channel, byte[] datagram, SocketAddress to)
            throws IOException {
        if (channel.isOpen()) {
            channel.send(ByteBuffer.wrap(datagram), to);
        }
    }
}
