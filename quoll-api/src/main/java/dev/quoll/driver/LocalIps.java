package dev.quoll.driver;

import dev.quoll.core.address.FourTuple;
import dev.quoll.udp.CarriedSocketAddress;
import dev.quoll.udp.ReplaceableSocket;
import dev.quoll.udp.UdpSocket;

import java.io.IOException;
import java.lang.System.Logger;
import java.net.InetAddress;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/// Which local addresses paths begin at, so that the socket is there too for as long as one does.
/// *Thread-safe*, but not for holders of a connection's lock: a socket may be opened.
final class LocalIps {
    private static final Logger LOG = System.getLogger("dev.quoll");

    private final ReplaceableSocket socket;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<InetAddress, Integer> uses = new HashMap<>();

    LocalIps(ReplaceableSocket socket) {
        this.socket = socket;
    }

    /// Whether the socket has a way there. What an application carries itself comes to no address
    /// of this machine.
    boolean canReach(FourTuple route) {
        boolean isCarried = route.remote() instanceof CarriedSocketAddress;
        return socket.canReach(route.remote()) && !(isCarried && route.local().isPresent());
    }

    /// A path is to begin at this address.
    ///
    /// @throws IOException if it cannot
    void acquire(InetAddress local) throws IOException {
        lock.lock();
        try {
            socket.openLocal(local);
            uses.merge(local, 1, Integer::sum);
        } finally {
            lock.unlock();
        }
    }

    /// A path that began at this address is forgotten.
    void release(InetAddress local) {
        lock.lock();
        try {
            if (uses.merge(local, -1, Integer::sum) == 0) {
                uses.remove(local);
                socket.closeLocal(local);
            }
        } catch (IOException e) {
            LOG.log(Logger.Level.DEBUG, "a socket does not close", e);
        } finally {
            lock.unlock();
        }
    }

    /// Goes over to another socket. Paths from addresses it cannot have will time out.
    void moveTo(UdpSocket next) throws IOException {
        lock.lock();
        try {
            for (InetAddress local : uses.keySet()) {
                open(next, local);
            }
            socket.replace(next);
        } finally {
            lock.unlock();
        }
    }

    private static void open(UdpSocket next, InetAddress local) {
        try {
            next.openLocal(local);
        } catch (IOException e) {
            LOG.log(Logger.Level.DEBUG, "the next socket cannot be at " + local, e);
        }
    }
}
