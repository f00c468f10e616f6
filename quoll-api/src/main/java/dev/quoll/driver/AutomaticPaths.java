package dev.quoll.driver;

import dev.quoll.config.PathPolicy;
import dev.quoll.core.address.FourTuple;
import dev.quoll.core.error.PathErrorCode;
import dev.quoll.core.event.AbandonReason;
import dev.quoll.core.event.PathFailure;
import dev.quoll.core.event.PathStatus;
import dev.quoll.error.PathException;
import dev.quoll.udp.CarriedSocketAddress;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.lang.System.Logger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.channels.DatagramChannel;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Opens and closes paths of one connection as [PathPolicy.AllInterfaces] says, on a virtual thread
/// of its own that ends with the connection, and does not keep it alive. *Confined* to that thread.
final class AutomaticPaths implements Runnable {
    private static final Logger LOG = System.getLogger("dev.quoll");

    /// The peer's connection IDs for paths come a moment after the handshake: so often it is looked
    /// sooner whether they have, and after so long.
    private static final int QUICK_LOOKS = 20;

    private static final long QUICK_LOOK_NANOS = 50_000_000;

    private final ConnectionDriver connection;
    private final PathPolicy.AllInterfaces policy;
    private final Map<InetAddress, PathProgress> opened = new HashMap<>();
    private @Nullable PathPlan plan;
    private int quickLooks = QUICK_LOOKS;
    private boolean hasLooked;
    private boolean isEarly;

    AutomaticPaths(ConnectionDriver connection, PathPolicy.AllInterfaces policy) {
        this.connection = connection;
        this.policy = policy;
    }

    void start() {
        Thread.ofVirtual().name("quoll-paths").start(this);
    }

    @Override
    public void run() {
        try {
            connection.call(Topic.CONFIRMED, this::tryConfirmed, Timeout.NEVER);
            while (!isClosedAfterWaiting()) {
                lookAgain();
            }
        } catch (IOException e) {
            LOG.log(Logger.Level.DEBUG, "no more paths are opened for a connection", e);
        }
    }

    private @Nullable Boolean tryConfirmed() throws IOException {
        connection.checkOpen();
        return connection.progress().isConfirmed() ? true : null;
    }

    /// At first it does not wait.
    private boolean isClosedAfterWaiting() throws IOException {
        long waitNanos = hasLooked ? waitNanos() : 0;
        try {
            return connection.call(
                    Topic.CLOSED,
                    () -> connection.progress().closeCause().isPresent() ? true : null,
                    waitNanos);
        } catch (SocketTimeoutException _) {
            return false;
        }
    }

    private long waitNanos() {
        long usual = policy.interval().toNanos();
        if (!isEarly || quickLooks == 0) {
            return usual;
        }
        quickLooks--;
        return Math.min(usual, QUICK_LOOK_NANOS);
    }

    private void lookAgain() throws InterruptedIOException {
        hasLooked = true;
        isEarly = false;
        List<InetSocketAddress> remotes =
                overNetworks(connection.paths().all()).stream()
                        .map(path -> path.route().remote())
                        .toList();
        if (!remotes.isEmpty()) {
            lookAgain(remotes.getFirst());
        }
    }

    /// Those that begin at an address of this machine: others are carried.
    private static List<PathProgress> overNetworks(List<PathProgress> paths) {
        return paths.stream()
                .filter(path -> !(path.route().remote() instanceof CarriedSocketAddress))
                .toList();
    }

    private void lookAgain(InetSocketAddress remote) throws InterruptedIOException {
        PathPlan present = plan == null ? new PathPlan(remote.getAddress()) : plan;
        plan = present;
        try {
            look(present, remote, policy.addresses().present());
        } catch (InterruptedIOException e) {
            throw e;
        } catch (IOException e) {
            LOG.log(Logger.Level.DEBUG, "the addresses of this machine are not known", e);
        }
    }

    private void look(PathPlan by, InetSocketAddress remote, Set<InetAddress> addresses)
            throws IOException {
        opened.entrySet().removeIf(each -> isEnded(by, each.getKey(), each.getValue()));
        List<PathProgress> paths = overNetworks(connection.paths().all());
        for (PathProgress path : paths) {
            closeIfGone(path, addresses);
        }
        Set<InetAddress> used = used(paths, remote);
        for (InetAddress local : by.toOpen(addresses, used)) {
            if (!open(by, new FourTuple(remote, Optional.of(local)), local)) {
                return;
            }
        }
    }

    private static boolean isEnded(PathPlan by, InetAddress local, PathProgress path) {
        if (path.abandoned().isEmpty()) {
            return false;
        }
        if (path.abandoned().get() instanceof AbandonReason.ApplicationClosed) {
            by.onUnwanted(local);
        } else {
            by.onFailed(local);
        }
        return true;
    }

    private void closeIfGone(PathProgress path, Set<InetAddress> addresses) {
        Optional<InetAddress> gone = path.route().local().filter(ip -> !addresses.contains(ip));
        if (gone.isEmpty()) {
            return;
        }
        opened.remove(gone.get());
        try {
            connection.paths().close(path, PathErrorCode.PATH_UNSTABLE_OR_POOR.code());
        } catch (PathException e) {
            LOG.log(Logger.Level.DEBUG, "a path whose address is gone stays", e); // the last one
        }
    }

    private static Set<InetAddress> used(List<PathProgress> paths, InetSocketAddress remote)
            throws IOException {
        Set<InetAddress> used = new HashSet<>();
        for (PathProgress path : paths) {
            used.add(
                    path.route().local().isPresent()
                            ? path.route().local().get()
                            : chosenTowards(remote));
        }
        return used;
    }

    /// Where the system begins a path to `remote`: it tells when a socket is connected, for which
    /// nothing is sent.
    private static InetAddress chosenTowards(InetSocketAddress remote) throws IOException {
        try (DatagramChannel channel = DatagramChannel.open()) {
            channel.connect(remote);
            return ((InetSocketAddress) channel.getLocalAddress()).getAddress();
        }
    }

    /// @return whether another may be tried
    private boolean open(PathPlan by, FourTuple route, InetAddress local) {
        return switch (connection.paths().open(route, PathStatus.AVAILABLE)) {
            case PathCalls.Start.Begun(PathProgress path) -> {
                opened.put(local, path);
                yield true;
            }
            case PathCalls.Start.Failed(PathFailure failure) -> {
                isEarly = failure == PathFailure.REMOTE_CIDS_EXHAUSTED;
                boolean isOfAddress = failure == PathFailure.INVALID_REMOTE_ADDRESS;
                if (isOfAddress) {
                    by.onFailed(local);
                }
                yield isOfAddress;
            }
        };
    }
}
