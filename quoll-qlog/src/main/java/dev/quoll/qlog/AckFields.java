package dev.quoll.qlog;

import dev.quoll.core.frame.AckFrame;

import tools.jackson.core.JsonGenerator;

/// What acknowledgments say. *Confined*.
final class AckFields {
    private static final long NANOS_PER_MICRO = 1000;

    /// No delay is so long, and none that is read goes past what a `long` holds.
    private static final long MOST_MICROS = Long.MAX_VALUE / NANOS_PER_MICRO;

    private final JsonGenerator json;

    AckFields(JsonGenerator json) {
        this.json = json;
    }

    /// Writes delay, ranges and counts of ECN.
    ///
    /// @param exponent by how many bits the delay was shifted
    void write(AckFrame ack, int exponent) {
        long micros =
                ack.ackDelay() > MOST_MICROS >> exponent ? MOST_MICROS : ack.ackDelay() << exponent;
        json.writeNumberProperty("ack_delay", Records.millis(micros * NANOS_PER_MICRO));
        json.writeArrayPropertyStart("acked_ranges");
        ack.rewind();
        while (ack.nextRange()) {
            json.writeStartArray();
            json.writeNumber(ack.rangeSmallest());
            if (ack.rangeLargest() != ack.rangeSmallest()) {
                json.writeNumber(ack.rangeLargest());
            }
            json.writeEndArray();
        }
        json.writeEndArray();
        if (ack.hasEcnCounts()) {
            json.writeNumberProperty("ect1", ack.ecnCounts().ect1());
            json.writeNumberProperty("ect0", ack.ecnCounts().ect0());
            json.writeNumberProperty("ce", ack.ecnCounts().ce());
        }
    }
}
