package dev.quoll.driver;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// From which addresses a path to a peer should be tried, look by look. Addresses that fail are
/// tried less and less often: each attempt costs a path number on both sides. *Confined*.
final class PathPlan {
    /// The most looks that an address that keeps failing is left alone for.
    static final int MAX_PAUSE = 64;

    private static final int FOR_GOOD = Integer.MAX_VALUE;

    private final InetAddress peer;
    private final Map<InetAddress, Pause> pauses = new HashMap<>();

    /// @param looks how long it is
    /// @param left how much of it is left
    private record Pause(int looks, int left) {}

    PathPlan(InetAddress peer) {
        this.peer = peer;
    }

    /// Where to open paths from now.
    ///
    /// @param present the addresses of this machine
    /// @param used those at which a path begins already
    List<InetAddress> toOpen(Set<InetAddress> present, Set<InetAddress> used) {
        pauses.keySet().retainAll(present); // an address that comes back is a new one
        pauses.replaceAll((_, pause) -> passing(pause));
        return present.stream()
                .filter(this::mayReach)
                .filter(ip -> !used.contains(ip) && !isPaused(ip))
                .sorted(PathPlan::byBytes)
                .toList();
    }

    private static Pause passing(Pause pause) {
        return pause.left() == FOR_GOOD
                ? pause
                : new Pause(pause.looks(), Math.max(0, pause.left() - 1));
    }

    private boolean isPaused(InetAddress local) {
        Pause pause = pauses.get(local);
        return pause != null && pause.left() > 0;
    }

    /// A path from there failed or ended.
    void onFailed(InetAddress local) {
        Pause before = pauses.getOrDefault(local, new Pause(1, 0));
        int looks = Math.min(2 * before.looks(), MAX_PAUSE);
        pauses.put(local, new Pause(looks, looks));
    }

    /// The application wants no path from there.
    void onUnwanted(InetAddress local) {
        pauses.put(local, new Pause(FOR_GOOD, FOR_GOOD));
    }

    private boolean mayReach(InetAddress local) {
        return local instanceof Inet4Address == peer instanceof Inet4Address
                && local.isLoopbackAddress() == peer.isLoopbackAddress()
                && local.isLinkLocalAddress() == peer.isLinkLocalAddress()
                && !local.isAnyLocalAddress();
    }

    private static int byBytes(InetAddress one, InetAddress other) {
        return Arrays.compareUnsigned(one.getAddress(), other.getAddress());
    }
}
