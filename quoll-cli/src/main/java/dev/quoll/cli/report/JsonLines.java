package dev.quoll.cli.report;

import tools.jackson.jr.ob.JSON;

import java.io.PrintWriter;

/// Prints records as JSON, one object a line, at once. *Thread-safe*.
public final class JsonLines {
    private static final JSON FORMAT = JSON.std.with(JSON.Feature.WRITE_NULL_PROPERTIES);

    private final PrintWriter out;

    public JsonLines(PrintWriter out) {
        this.out = out;
    }

    /// Prints one object.
    public void print(Record object) {
        synchronized (out) {
            out.println(FORMAT.asString(object));
            out.flush();
        }
    }
}
