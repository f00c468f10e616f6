package dev.quoll.core.connection;

import dev.quoll.core.address.FourTuple;
import dev.quoll.core.observe.Observation;
import dev.quoll.core.observe.PathMetrics;
import dev.quoll.core.path.NetworkConditions;
import dev.quoll.core.path.Path;
import dev.quoll.core.recovery.RttEstimator;
import dev.quoll.core.spi.CongestionSnapshot;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Locale;

/// Finds what changed of one path since it last looked. *Confined*.
final class PathChanges {
    private @Nullable FourTuple route;
    private @Nullable PathMetrics metrics;
    private String congestion = "";
    private int mtu;

    void find(Path path, List<Observation> found) {
        NetworkConditions network = path.network();
        FourTuple leads = path.route().fourTuple();
        if (!leads.equals(route)) {
            route = leads;
            found.add(new Observation.RouteAssigned(path.id(), leads));
        }
        if (network.maxDatagramSize() != mtu) {
            found.add(new Observation.MtuChanged(path.id(), mtu, network.maxDatagramSize()));
            mtu = network.maxDatagramSize();
        }
        CongestionSnapshot snapshot = network.congestionState();
        String state = stateOf(snapshot);
        if (!state.equals(congestion)) {
            found.add(new Observation.CongestionStateChanged(path.id(), congestion, state));
            congestion = state;
        }
        PathMetrics now = metricsOf(path, network, snapshot);
        if (!now.equals(metrics)) {
            found.add(new Observation.MetricsUpdated(path.id(), now));
            metrics = now;
        }
    }

    private static PathMetrics metricsOf(
            Path path, NetworkConditions network, CongestionSnapshot snapshot) {
        RttEstimator rtt = network.rtt();
        return new PathMetrics(
                rtt.hasSample(),
                rtt.minNanos(),
                rtt.smoothedNanos(),
                rtt.latestNanos(),
                rtt.variationNanos(),
                path.probeTimer().count(),
                network.congestionWindow(),
                network.bytesInFlight(),
                slowStartThreshold(snapshot),
                snapshot.pacingRate());
    }

    private static long slowStartThreshold(CongestionSnapshot snapshot) {
        return switch (snapshot) {
            case CongestionSnapshot.NewReno reno -> reno.slowStartThreshold();
            case CongestionSnapshot.Cubic cubic -> cubic.slowStartThreshold();
            case CongestionSnapshot.Bbr _, CongestionSnapshot.Other _ ->
                    CongestionSnapshot.UNLIMITED;
        };
    }

    private static String stateOf(CongestionSnapshot snapshot) {
        Enum<?> state =
                switch (snapshot) {
                    case CongestionSnapshot.NewReno reno -> reno.phase();
                    case CongestionSnapshot.Cubic cubic -> cubic.phase();
                    case CongestionSnapshot.Bbr bbr -> bbr.state();
                    case CongestionSnapshot.Other _ -> null;
                };
        return state == null ? "" : state.name().toLowerCase(Locale.ROOT);
    }
}
