package dev.quoll.driver;

import dev.quoll.core.address.FourTuple;
import dev.quoll.udp.CarriedSocketAddress;
import dev.quoll.udp.ReplaceableSocket;
import dev.quoll.udp.UdpSocket;

import java.io.IOException;
import java.lang.System.Logger;
import java.net.InetAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/// Which local addresses paths begin at, so that the sockets are there too for as long as one does.
/// *Thread-safe*, but not for holders of a connection's lock: a socket may be opened.
final class LocalIps {
    private static final Logger LOG = System.getLogger("dev.quoll");

    private final List<ReplaceableSocket> sockets;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<InetAddress, Integer> uses = new HashMap<>();

    /// @param sockets those of the endpoint, at least one
    LocalIps(List<ReplaceableSocket> sockets) {
        this.sockets = sockets;
    }

    /// Whether the sockets have a way there. What an application carries itself comes to no address
    /// of this machine.
    boolean canReach(FourTuple route) {
        boolean isCarried = route.remote() instanceof CarriedSocketAddress;
        return sockets.getFirst().canReach(route.remote())
                && !(isCarried && route.local().isPresent());
    }

    /// A path is to begin at this address.
    ///
    /// @throws IOException if it cannot
    void acquire(InetAddress local) throws IOException {
        lock.lock();
        try {
            openAll(local);
            uses.merge(local, 1, Integer::sum);
        } finally {
            lock.unlock();
        }
    }

    private void openAll(InetAddress local) throws IOException {
        try {
            for (ReplaceableSocket each : sockets) {
                each.openLocal(local);
            }
        } catch (IOException e) {
            if (!uses.containsKey(local)) {
                closeAll(local);
            }
            throw e;
        }
    }

    private void closeAll(InetAddress local) {
        for (ReplaceableSocket each : sockets) {
            try {
                each.closeLocal(local);
            } catch (IOException e) {
                LOG.log(Logger.Level.DEBUG, "a socket does not close", e);
            }
        }
    }

    /// A path that began at this address is forgotten.
    void release(InetAddress local) {
        lock.lock();
        try {
            if (uses.merge(local, -1, Integer::sum) == 0) {
                uses.remove(local);
                closeAll(local);
            }
        } finally {
            lock.unlock();
        }
    }

    /// Goes over to other sockets, as many as there are. Paths from addresses they cannot have will
    /// time out.
    ///
    /// @throws IOException if one of the old ones does not close; all are replaced then, too
    void moveTo(List<? extends UdpSocket> next) throws IOException {
        lock.lock();
        try {
            for (UdpSocket each : next) {
                uses.keySet().forEach(local -> open(each, local));
            }
            replaceAll(next);
        } finally {
            lock.unlock();
        }
    }

    private void replaceAll(List<? extends UdpSocket> next) throws IOException {
        IOException failure = null;
        for (int i = 0; i < sockets.size(); i++) {
            try {
                sockets.get(i).replace(next.get(i));
            } catch (IOException e) {
                failure = failure == null ? e : failure;
            }
        }
        if (failure != null) {
            throw failure;
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
