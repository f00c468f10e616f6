package dev.quoll.qlog;

import dev.quoll.core.id.PathId;

import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

import java.io.OutputStream;
import java.math.BigDecimal;

/// The records of a trace as a sequence of JSON texts: each begins with a record separator and ends
/// with a line feed. *Confined*.
///
/// @spec https://www.rfc-editor.org/rfc/rfc7464 RFC 7464: JSON Text Sequences
final class Records {
    private static final JsonFactory JSON =
            JsonFactory.builder().rootValueSeparator((String) null).build();
    private static final char RECORD_SEPARATOR = '\u001e';
    private static final long NANOS_PER_MICRO = 1000;

    private final JsonGenerator json;

    Records(OutputStream out) {
        json = JSON.createGenerator(ObjectWriteContext.empty(), out);
    }

    /// Writes what is in a record.
    JsonGenerator json() {
        return json;
    }

    /// A time as qlog has it: milliseconds, with three places of them.
    static BigDecimal millis(long nanos) {
        return BigDecimal.valueOf(nanos / NANOS_PER_MICRO, 3);
    }

    /// Begins a record that is no event.
    void begin() {
        json.writeRaw(RECORD_SEPARATOR);
        json.writeStartObject();
    }

    /// Ends what [#begin()] began.
    void end() {
        json.writeEndObject();
        json.writeRaw('\n');
    }

    /// Begins an event of the whole connection; what is written next is its data.
    void beginEvent(String name, long nowNanos) {
        beginEvent(name, PathId.ZERO, nowNanos);
    }

    /// Begins an event of one path; path 0 is what qlog assumes.
    void beginEvent(String name, PathId path, long nowNanos) {
        begin();
        json.writeNumberProperty("time", millis(nowNanos));
        json.writeStringProperty("name", name);
        if (!path.equals(PathId.ZERO)) {
            json.writeStringProperty("tuple", path.toString());
        }
        json.writeObjectPropertyStart("data");
    }

    /// Ends an event.
    void endEvent() {
        json.writeEndObject();
        end();
    }

    void flush() {
        json.flush();
    }

    void close() {
        json.close();
    }
}
