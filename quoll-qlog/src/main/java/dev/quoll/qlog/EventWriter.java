package dev.quoll.qlog;

import dev.quoll.core.error.TransportException;
import dev.quoll.core.event.NatTraversalEvent;
import dev.quoll.core.id.Side;
import dev.quoll.core.observe.ConnectionState;
import dev.quoll.core.observe.Observation;
import dev.quoll.core.observe.PacketKind;
import dev.quoll.core.params.TransportParameter;
import dev.quoll.core.params.TransportParameters;

import tools.jackson.core.JsonGenerator;

/// What a connection tells as events of qlog. *Confined*.
///
/// @spec https://datatracker.ietf.org/doc/draft-ietf-quic-qlog-quic-events/ qlog: QUIC events
final class EventWriter {
    private final Records records;
    private final JsonGenerator json;
    private final PacketEvents packets;
    private final PathEvents paths;
    private final CloseFields closes;
    private Side side = Side.CLIENT;

    EventWriter(Records records) {
        this.records = records;
        json = records.json();
        packets = new PacketEvents(records);
        paths = new PathEvents(records);
        closes = new CloseFields(json);
    }

    void write(Observation observation, long nowNanos) {
        switch (observation) {
            case Observation.PacketSent(var packet) -> packets.writeSent(packet, nowNanos);
            case Observation.PacketReceived(var packet) -> packets.writeReceived(packet, nowNanos);
            case Observation.MetricsUpdated updated -> paths.write(updated, nowNanos);
            case Observation.PacketDropped dropped -> packets.writeDropped(dropped, nowNanos);
            case Observation.PacketLost lost -> packets.writeLost(lost, nowNanos);
            case Observation.CongestionStateChanged changed -> paths.write(changed, nowNanos);
            case Observation.Started started -> write(started, nowNanos);
            case Observation.VersionChanged(int version) -> writeVersion(version, nowNanos);
            case Observation.LocalParameters(byte[] encoded) ->
                    writeParameters("local", side, encoded, nowNanos);
            case Observation.PeerParameters(byte[] encoded) ->
                    writeParameters("remote", side.peer(), encoded, nowNanos);
            case Observation.HandshakeCompleted completed -> write(completed, nowNanos);
            case Observation.StateChanged(ConnectionState before, ConnectionState now) ->
                    writeState(before, now, nowNanos);
            case Observation.KeyUpdated(PacketKind kind, Side sender, long phase) ->
                    writeKey("quic:key_updated", kind, sender, phase, nowNanos);
            case Observation.KeyDiscarded(PacketKind kind, Side sender, long phase) ->
                    writeKey("quic:key_discarded", kind, sender, phase, nowNanos);
            case Observation.RouteAssigned assigned -> paths.write(assigned, nowNanos);
            case Observation.MtuChanged changed -> paths.write(changed, nowNanos);
            case Observation.PathChanged(var event) -> paths.write(event, nowNanos);
            case Observation.CandidateChanged(var event) -> write(event, nowNanos);
            case Observation.RoundBegun(long round) -> writeRound(round, nowNanos);
            case Observation.Closed closed -> write(closed, nowNanos);
            case Observation.Ended() -> {}
        }
    }

    private void write(Observation.Started started, long nowNanos) {
        side = started.side();
        records.beginEvent("quic:connection_started", nowNanos);
        paths.writeRoute("remote", "local", started.route());
        json.writeStringProperty("source_connection_id", started.source().toString());
        records.endEvent();
        records.beginEvent("quic:version_information", nowNanos);
        json.writeArrayPropertyStart(Names.of(side) + "_versions");
        started.versions().forEach(each -> json.writeString(Names.version(each)));
        json.writeEndArray();
        json.writeStringProperty("chosen_version", Names.version(started.version()));
        records.endEvent();
    }

    private void writeVersion(int version, long nowNanos) {
        records.beginEvent("quic:version_information", nowNanos);
        json.writeStringProperty("chosen_version", Names.version(version));
        records.endEvent();
    }

    private void writeParameters(String initiator, Side sender, byte[] encoded, long nowNanos) {
        TransportParameters parameters;
        try {
            parameters = TransportParameters.read(encoded, sender);
        } catch (TransportException e) {
            throw new AssertionError(e); // ours, or accepted
        }
        int exponent = Math.toIntExact(parameters.value(TransportParameter.ACK_DELAY_EXPONENT));
        if (sender == side) {
            packets.onLocalExponent(exponent);
        } else {
            packets.onPeerExponent(exponent);
        }
        records.beginEvent("quic:parameters_set", nowNanos);
        json.writeStringProperty("initiator", initiator);
        ParameterFields.write(json, parameters);
        records.endEvent();
    }

    private void write(Observation.HandshakeCompleted completed, long nowNanos) {
        records.beginEvent("quic:alpn_information", nowNanos);
        json.writeObjectPropertyStart("chosen_alpn");
        json.writeStringProperty("string_value", completed.alpn());
        json.writeEndObject();
        records.endEvent();
        records.beginEvent("quic:parameters_set", nowNanos);
        json.writeStringProperty("tls_cipher", completed.cipherSuite());
        json.writeStringProperty("key_exchange_group", completed.keyExchangeGroup());
        json.writeBooleanProperty("resumed", completed.resumed());
        json.writeBooleanProperty("early_data_accepted", completed.earlyDataAccepted());
        records.endEvent();
    }

    private void writeState(ConnectionState before, ConnectionState now, long nowNanos) {
        records.beginEvent("quic:connection_state_updated", nowNanos);
        json.writeStringProperty("old", Names.of(before));
        json.writeStringProperty("new", Names.of(now));
        records.endEvent();
    }

    private void writeKey(String event, PacketKind kind, Side sender, long phase, long nowNanos) {
        records.beginEvent(event, nowNanos);
        json.writeStringProperty("key_type", Names.keyType(kind, sender));
        if (kind == PacketKind.ONE_RTT) {
            json.writeNumberProperty("key_phase", phase);
        }
        records.endEvent();
    }

    private void write(NatTraversalEvent event, long nowNanos) {
        records.beginEvent("quoll:nat_candidate_updated", nowNanos);
        switch (event) {
            case NatTraversalEvent.AddressAdded _ -> json.writeStringProperty("new", "added");
            case NatTraversalEvent.AddressRemoved _ -> json.writeStringProperty("new", "removed");
        }
        AddressFields.write(json, event.address());
        records.endEvent();
    }

    private void writeRound(long round, long nowNanos) {
        records.beginEvent("quoll:nat_round_started", nowNanos);
        json.writeNumberProperty("round", round);
        records.endEvent();
    }

    private void write(Observation.Closed closed, long nowNanos) {
        records.beginEvent("quic:connection_closed", nowNanos);
        closes.write(closed.cause());
        records.endEvent();
    }
}
