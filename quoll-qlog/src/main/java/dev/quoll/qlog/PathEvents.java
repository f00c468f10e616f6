package dev.quoll.qlog;

import dev.quoll.core.address.FourTuple;
import dev.quoll.core.event.AbandonReason;
import dev.quoll.core.event.PathEvent;
import dev.quoll.core.event.PathStatus;
import dev.quoll.core.id.PathId;
import dev.quoll.core.observe.Observation;
import dev.quoll.core.observe.PathMetrics;

import tools.jackson.core.JsonGenerator;

import java.net.InetSocketAddress;

/// What becomes of paths, and what is known of them. *Confined*.
final class PathEvents {
    private static final int BITS_PER_BYTE = 8;

    private final Records records;
    private final JsonGenerator json;

    PathEvents(Records records) {
        this.records = records;
        json = records.json();
    }

    void write(Observation.MetricsUpdated updated, long nowNanos) {
        PathMetrics metrics = updated.metrics();
        records.beginEvent("quic:recovery_metrics_updated", updated.path(), nowNanos);
        if (metrics.hasRtt()) {
            json.writeNumberProperty("min_rtt", Records.millis(metrics.minRttNanos()));
            json.writeNumberProperty("latest_rtt", Records.millis(metrics.latestRttNanos()));
        }
        json.writeNumberProperty("smoothed_rtt", Records.millis(metrics.smoothedRttNanos()));
        json.writeNumberProperty("rtt_variance", Records.millis(metrics.rttVariationNanos()));
        json.writeNumberProperty("pto_count", metrics.probeCount());
        json.writeNumberProperty("congestion_window", metrics.congestionWindow());
        json.writeNumberProperty("bytes_in_flight", metrics.bytesInFlight());
        if (metrics.slowStartThreshold() != Long.MAX_VALUE) {
            json.writeNumberProperty("ssthresh", metrics.slowStartThreshold());
        }
        if (metrics.pacingRate() < Long.MAX_VALUE / BITS_PER_BYTE) {
            json.writeNumberProperty("pacing_rate", BITS_PER_BYTE * metrics.pacingRate());
        }
        records.endEvent();
    }

    void write(Observation.CongestionStateChanged changed, long nowNanos) {
        records.beginEvent("quic:congestion_state_updated", changed.path(), nowNanos);
        if (!changed.before().isEmpty()) {
            json.writeStringProperty("old", changed.before());
        }
        json.writeStringProperty("new", changed.now());
        records.endEvent();
    }

    void write(Observation.MtuChanged changed, long nowNanos) {
        records.beginEvent("quic:mtu_updated", changed.path(), nowNanos);
        if (changed.before() > 0) {
            json.writeNumberProperty("old", changed.before());
        }
        json.writeNumberProperty("new", changed.now());
        records.endEvent();
    }

    void write(Observation.RouteAssigned assigned, long nowNanos) {
        PathId path = assigned.path();
        FourTuple route = assigned.route();
        records.beginEvent("quic:tuple_assigned", path, nowNanos);
        json.writeStringProperty("tuple_id", path.equals(PathId.ZERO) ? "" : path.toString());
        writeRoute("tuple_remote", "tuple_local", route);
        records.endEvent();
    }

    /// Writes both ends of a route; of ours the port is the socket's, and not known here.
    void writeRoute(String remote, String local, FourTuple route) {
        json.writeObjectPropertyStart(remote);
        AddressFields.write(json, route.remote());
        json.writeEndObject();
        json.writeObjectPropertyStart(local);
        route.local().ifPresent(address -> AddressFields.write(json, address));
        json.writeEndObject();
    }

    void write(PathEvent event, long nowNanos) {
        records.beginEvent("quoll:path_updated", event.id(), nowNanos);
        json.writeNumberProperty("path_id", event.id().value());
        switch (event) {
            case PathEvent.Established _ -> json.writeStringProperty("new", "established");
            case PathEvent.Abandoned(_, AbandonReason reason) -> {
                json.writeStringProperty("new", "abandoned");
                write(reason);
            }
            case PathEvent.Discarded _ -> json.writeStringProperty("new", "discarded");
            case PathEvent.RemoteStatus(_, PathStatus status) ->
                    json.writeStringProperty("remote_status", Names.lower(status));
            case PathEvent.ObservedAddress(_, InetSocketAddress address) -> {
                json.writeObjectPropertyStart("observed_address");
                AddressFields.write(json, address);
                json.writeEndObject();
            }
        }
        records.endEvent();
    }

    private void write(AbandonReason reason) {
        switch (reason) {
            case AbandonReason.ApplicationClosed(long code) -> reason("application_closed", code);
            case AbandonReason.RemoteAbandoned(long code) -> reason("remote_abandoned", code);
            case AbandonReason.TimedOut() -> reason("idle_timeout");
            case AbandonReason.ValidationFailed() -> reason("validation_failed");
            case AbandonReason.UnusableAfterNetworkChange() -> reason("network_changed");
        }
    }

    private void reason(String trigger) {
        json.writeStringProperty("trigger", trigger);
    }

    private void reason(String trigger, long code) {
        reason(trigger);
        json.writeNumberProperty("error_code", code);
    }
}
