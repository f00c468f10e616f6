package dev.quoll;

import dev.quoll.config.EndpointConfig;
import dev.quoll.udp.OpenedSocket;
import dev.quoll.udp.UdpSocket;
import dev.quoll.udp.UdpSocketConfig;
import dev.quoll.udp.UdpSockets;

import java.io.IOException;
import java.lang.System.Logger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/// Opens the sockets of endpoints.
final class Sockets {
    /// Room for what arrives while the reactor is at work; the system may grant less.
    private static final int BUFFER_BYTES = 4 << 20;

    private static final Logger LOG = System.getLogger("dev.quoll");

    /// The limit is the machine's: to be told of it once is enough.
    private static final AtomicBoolean HAS_COMPLAINED = new AtomicBoolean();

    private Sockets() {}

    /// Opens as many sockets as are asked for, at one address; one where they cannot share a port.
    static List<UdpSocket> open(EndpointConfig config, int count) throws IOException {
        if (config.bindAddress().isPresent()) {
            return open(config.bindAddress().get(), count);
        }
        try {
            return open(new InetSocketAddress(any(16), config.bindPort()), count);
        } catch (SocketException e) { // no IPv6 here, or the port is taken on it
            try {
                return open(new InetSocketAddress(any(4), config.bindPort()), count);
            } catch (SocketException second) {
                second.addSuppressed(e);
                throw second;
            }
        }
    }

    private static InetAddress any(int addressBytes) throws IOException {
        return InetAddress.getByAddress(new byte[addressBytes]);
    }

    static List<UdpSocket> open(InetSocketAddress local, int count) throws IOException {
        List<OpenedSocket> opened =
                UdpSockets.openSharing(
                        UdpSocketConfig.bindTo(local)
                                .withReceiveBuffer(BUFFER_BYTES)
                                .withSendBuffer(BUFFER_BYTES),
                        count);
        opened.forEach(Sockets::report);
        if (opened.size() < count) {
            LOG.log(
                    Logger.Level.INFO,
                    "one reader in place of {0}: this system does not let sockets share a port",
                    count);
        }
        return opened.stream().map(OpenedSocket::socket).toList();
    }

    /// The endpoint has one socket, of the application's own or with carriers, whatever `config`
    /// says.
    static void reportOneFor(EndpointConfig config) {
        if (config.readers() > 1) {
            LOG.log(
                    Logger.Level.INFO,
                    "one reader in place of {0}: there is but one socket of this kind",
                    config.readers());
        }
    }

    private static void report(OpenedSocket opened) {
        SocketBuffers buffers = SocketBuffers.of(opened.socket());
        LOG.log(
                Logger.Level.DEBUG,
                () ->
                        "socket at %s: %s; %s"
                                .formatted(
                                        opened.socket().localAddress(),
                                        opened.choice().description(),
                                        buffers));
        buffers.complaint(BUFFER_BYTES)
                .filter(_ -> HAS_COMPLAINED.compareAndSet(false, true))
                .ifPresent(complaint -> LOG.log(Logger.Level.INFO, complaint));
    }
}
