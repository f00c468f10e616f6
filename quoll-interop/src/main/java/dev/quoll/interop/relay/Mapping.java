package dev.quoll.interop.relay;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardSocketOptions;
import java.net.UnknownHostException;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;

/// A client of the relay and the public address that it has at present, which is a socket that the
/// server sees. *Confined*.
final class Mapping implements AutoCloseable {
    static final int BUFFER = 4 << 20;

    /// Public addresses are 127.0.0.1, .2 and so on, up to here; then from the start.
    private static final int ADDRESSES = 200;

    private final SocketAddress client;
    private final InetAddress server;
    private final Selector selector;
    private int rebindings;
    private DatagramChannel channel;

    private Mapping(SocketAddress client, InetAddress server, Selector selector, int rebindings)
            throws IOException {
        this.client = client;
        this.server = server;
        this.selector = selector;
        this.rebindings = rebindings;
        channel = bound(server);
    }

    /// @param rebindings how many there were before it
    static Mapping open(SocketAddress client, InetAddress server, Selector selector, int rebindings)
            throws IOException {
        Mapping mapping = new Mapping(client, server, selector, rebindings);
        mapping.register();
        return mapping;
    }

    SocketAddress client() {
        return client;
    }

    DatagramChannel channel() {
        return channel;
    }

    /// Changes the public address as often as it should have been by now; how often that was.
    int rebindUpTo(int count, Rebinding.Change change) throws IOException {
        int due = count - rebindings;
        if (due > 0) {
            rebindings = count;
            DatagramChannel next =
                    change == Rebinding.Change.ADDRESS ? bound(another()) : bound(server);
            channel.close();
            channel = next;
            register();
        }
        return due;
    }

    /// Of IPv6 there is but one loopback address.
    private InetAddress another() throws UnknownHostException {
        if (!(server instanceof Inet4Address)) {
            return server;
        }
        byte[] address = server.getAddress();
        address[3] = (byte) (1 + rebindings % ADDRESSES);
        return InetAddress.getByAddress(address);
    }

    private void register() throws IOException {
        channel.register(selector, SelectionKey.OP_READ, this);
    }

    static DatagramChannel bound(InetAddress address) throws IOException {
        DatagramChannel channel = DatagramChannel.open();
        channel.configureBlocking(false);
        channel.setOption(StandardSocketOptions.SO_RCVBUF, BUFFER);
        channel.setOption(StandardSocketOptions.SO_SNDBUF, BUFFER);
        channel.bind(new InetSocketAddress(address, 0));
        return channel;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
