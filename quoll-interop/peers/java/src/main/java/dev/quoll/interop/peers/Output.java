package dev.quoll.interop.peers;

import org.jspecify.annotations.Nullable;

import tools.jackson.jr.ob.JSON;

/// What the programs print: one JSON object a line, at once. *Thread-safe*.
public final class Output {
    private static final JSON JSON_LINES = JSON.std.with(JSON.Feature.WRITE_NULL_PROPERTIES);

    private Output() {}

    /// The client's only line.
    record Report(
            boolean ok,
            long bytes,
            @Nullable String sha256,
            double seconds,
            @Nullable String cipher,
            @Nullable Failure error) {}

    private record Listening(String event, String address) {}

    private record Stream(String event, long received, long sent, String sha256) {}

    private record Closed(
            String event, boolean ok, @Nullable String cipher, @Nullable Failure error) {}

    static void report(Report report) {
        print(report);
    }

    public static void listening(String address) {
        print(new Listening("listening", address));
    }

    public static void stream(Received received, long sent) {
        print(new Stream("stream", received.length(), sent, received.sha256()));
    }

    /// A connection of the server ended.
    public static void closed(@Nullable String cipher, Failure failure) {
        boolean ok = failure.closedPlainly();
        print(new Closed("closed", ok, cipher, ok ? null : failure));
    }

    private static synchronized void print(Object line) {
        System.out.println(JSON_LINES.asString(line));
        System.out.flush();
    }
}
