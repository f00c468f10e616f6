package dev.quoll.qlog;

import dev.quoll.core.observe.Observation;

import tools.jackson.core.JsonGenerator;

import java.io.BufferedOutputStream;
import java.io.OutputStream;
import java.time.Instant;

/// Writes one trace: what it is, its events, and what is missing of them. *Confined*.
///
/// @spec https://datatracker.ietf.org/doc/draft-ietf-quic-qlog-main-schema/ qlog: main schema
final class TraceWriter {
    private static final int BUFFER_BYTES = 1 << 14;
    private static final String[] SCHEMAS = {
        "urn:ietf:params:qlog:events:quic-13",
        "https://quoll.dev/112026/quic#quoll",
        "https://quoll.dev/112026/quoll"
    };

    private final CountedOutput out;
    private final Records records;
    private final EventWriter events;

    /// @param name of the trace
    /// @param begun when the connection began
    TraceWriter(OutputStream to, TraceName name, Instant begun) {
        out = new CountedOutput(new BufferedOutputStream(to, BUFFER_BYTES));
        records = new Records(out);
        events = new EventWriter(records);
        writeHeader(name, begun);
    }

    private void writeHeader(TraceName name, Instant begun) {
        JsonGenerator json = records.json();
        records.begin();
        json.writeStringProperty("file_schema", "urn:ietf:params:qlog:file:sequential");
        json.writeStringProperty("serialization_format", "application/qlog+json-seq");
        json.writeStringProperty("title", "Quoll, " + name);
        json.writeObjectPropertyStart("trace");
        json.writeObjectPropertyStart("common_fields");
        json.writeStringProperty("group_id", name.originalDestination().toString());
        json.writeStringProperty("time_format", "relative_to_epoch");
        json.writeObjectPropertyStart("reference_time");
        json.writeStringProperty("clock_type", "monotonic");
        json.writeStringProperty("epoch", "unknown");
        json.writeStringProperty("wall_clock_time", begun.toString());
        json.writeEndObject();
        json.writeEndObject();
        json.writeObjectPropertyStart("vantage_point");
        json.writeStringProperty("name", "quoll");
        json.writeStringProperty("type", Names.of(name.side()));
        json.writeEndObject();
        json.writeName("event_schemas");
        json.writeArray(SCHEMAS, 0, SCHEMAS.length);
        json.writeEndObject();
        records.end();
    }

    void write(Observation observation, long nowNanos) {
        events.write(observation, nowNanos);
    }

    /// Events are missing here.
    void writeDropped(long count, long nowNanos) {
        records.beginEvent("quoll:events_dropped", nowNanos);
        records.json().writeNumberProperty("count", count);
        records.endEvent();
    }

    /// The file is as long as it may be; nothing more comes.
    void writeTruncated(long nowNanos) {
        records.beginEvent("quoll:trace_truncated", nowNanos);
        records.endEvent();
    }

    /// Bytes written, but for a few that wait.
    long bytes() {
        return out.count();
    }

    void flush() {
        records.flush();
    }

    void close() {
        records.close();
    }
}
