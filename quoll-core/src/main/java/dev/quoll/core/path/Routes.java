package dev.quoll.core.path;

import dev.quoll.core.address.FourTuple;

import org.jspecify.annotations.Nullable;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/// The routes of a path: the present one, the one to go back to, and those that are being probed.
/// *Confined*.
///
/// @spec https://www.rfc-editor.org/rfc/rfc9000#section-9.3 RFC 9000, section 9.3
public final class Routes {
    /// The most routes of a path at a time, whatever addresses a peer makes up.
    public static final int MAX_ROUTES = 8;

    /// The number of routes over which no path leads.
    static final int ASIDE = -1;

    private final RouteConfig config;
    private final PathCounts counts;
    private final RandomGenerator random;
    private final List<Route> routes = new ArrayList<>();
    private Route present;
    private @Nullable Route fallback;
    private @Nullable FourTuple remembered;
    private @Nullable Route rememberedRoute;
    private int nextNumber;
    private int peerLimit = Integer.MAX_VALUE;

    /// The first route, number 0.
    Routes(
            FourTuple first,
            AmplificationLimit limit,
            RouteConfig config,
            PathCounts counts,
            RandomGenerator random) {
        this.config = config;
        this.counts = counts;
        this.random = random;
        present = add(first, limit, new NetworkConditions(0, config, counts, random));
    }

    /// The route that packets take now.
    public Route present() {
        return present;
    }

    /// The route last proved, if the present one is not.
    public @Nullable Route fallback() {
        return fallback;
    }

    /// All of them, in order of appearance; not to be changed.
    public List<Route> all() {
        return routes;
    }

    /// The route over exactly these addresses; `null` if there is none.
    public @Nullable Route find(FourTuple fourTuple) {
        if (present.fourTuple().equals(fourTuple)) {
            return present;
        }
        for (Route each : routes) {
            if (each.fourTuple().equals(fourTuple)) {
                return each;
            }
        }
        return null;
    }

    /// The route that was remembered for this very object; `null` if none was, or routes have come
    /// or gone since. Most packets come from where the last one came from.
    public @Nullable Route recall(FourTuple fourTuple) {
        return fourTuple == remembered ? rememberedRoute : null;
    }

    /// Has [#recall] know it.
    public void remember(FourTuple fourTuple, Route route) {
        remembered = fourTuple;
        rememberedRoute = route;
    }

    /// A route to a remote address, whatever the local one, the present route first; `null` if
    /// there is none.
    public @Nullable Route findTowards(InetSocketAddress remote) {
        if (present.fourTuple().remote().equals(remote)) {
            return present;
        }
        for (Route each : routes) {
            if (each.fourTuple().remote().equals(remote)) {
                return each;
            }
        }
        return null;
    }

    /// A route to a remote address whose local one is not known yet; `null` if there is none.
    public @Nullable Route findUnbound(InetSocketAddress remote) {
        for (Route each : routes) {
            if (each.fourTuple().local().isEmpty() && each.fourTuple().remote().equals(remote)) {
                return each;
            }
        }
        return null;
    }

    /// The peer takes no larger datagrams (RFC 9000 §18.2).
    public void limitDatagramSize(int bytes) {
        peerLimit = bytes;
        routes.forEach(each -> each.network().limitDatagramSize(bytes));
    }

    /// What the peer takes at most.
    public int datagramLimit() {
        return peerLimit;
    }

    /// Whether another route can be added without giving one up that is still probed.
    public boolean hasRoom() {
        return routes.size() < MAX_ROUTES;
    }

    /// Adds a route; there must be room.
    public Route add(FourTuple fourTuple, AmplificationLimit limit) {
        assert hasRoom();
        return add(fourTuple, limit, networkTo(fourTuple));
    }

    /// Adds a route over a network of which nothing is known; there must be room.
    public Route addUnknown(FourTuple fourTuple, AmplificationLimit limit) {
        assert hasRoom();
        return add(fourTuple, limit, new NetworkConditions(nextNumber, config, counts, random));
    }

    /// A route over which the path does not lead, to remember where a packet came from.
    public Route aside(FourTuple fourTuple) {
        return new Route(ASIDE, fourTuple, AmplificationLimit.unvalidated(), present.network());
    }

    /// Goes over to another route. One that is proved is kept to go back to (RFC 9000 §9.3.2).
    public void moveTo(Route route) {
        if (present.amplification().isValidated()) {
            fallback = present;
        }
        present = route;
        remembered = null;
    }

    /// The present route is proved: the one to go back to is not needed any more.
    ///
    /// @return that one; `null` if there was none
    public @Nullable Route confirm() {
        Route former = fallback;
        fallback = null;
        return former;
    }

    /// Forgets a route that is neither the present one nor the one to go back to.
    public void remove(Route route) {
        assert route != present && route != fallback;
        routes.remove(route);
        remembered = null;
    }

    /// The network with this number, which a packet remembered; `null` if it is no longer used.
    public @Nullable NetworkConditions networkOf(int number) {
        if (present.network().number() == number) {
            return present.network();
        }
        for (Route each : routes) {
            if (each.network().number() == number) {
                return each.network();
            }
        }
        return null;
    }

    /// Those that did not answer in time.
    public List<Route> failed(long nowNanos) {
        return routes.stream().filter(each -> each.validation().hasFailed(nowNanos)).toList();
    }

    private Route add(FourTuple fourTuple, AmplificationLimit limit, NetworkConditions network) {
        int underlayLimit = config.underlay().maxDatagramBytes(fourTuple.remote());
        network.limitDatagramSize(Math.min(peerLimit, underlayLimit));
        Route added = new Route(nextNumber++, fourTuple, limit, network);
        routes.add(added);
        remembered = null;
        return added;
    }

    /// A NAT that gives the peer another port has not moved it (RFC 9000 §9.4).
    private NetworkConditions networkTo(FourTuple fourTuple) {
        FourTuple now = present.fourTuple();
        boolean onlyPortChanged =
                now.remote().getAddress().equals(fourTuple.remote().getAddress())
                        && now.local().equals(fourTuple.local());
        return onlyPortChanged
                ? present.network()
                : new NetworkConditions(nextNumber, config, counts, random);
    }
}
