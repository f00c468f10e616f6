package dev.quoll.interop.peers;

import dev.quoll.interop.peers.Agreed.Early;

import org.jspecify.annotations.Nullable;

import tools.jackson.jr.ob.JSON;

import java.net.InetSocketAddress;

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
            Handshake handshake,
            @Nullable Failure error) {
        static Report done(long bytes, @Nullable String sha256, double seconds, Agreed agreed) {
            return new Report(
                    true, bytes, sha256, seconds, agreed.cipher(), Handshake.of(agreed), null);
        }

        static Report failed(double seconds, Agreed agreed, Failure failure) {
            return new Report(
                    false, 0, null, seconds, agreed.cipher(), Handshake.of(agreed), failure);
        }
    }

    /// All but the cipher suite, which stands by itself.
    private record Handshake(
            @Nullable Boolean resumed, @Nullable Early early, @Nullable String client) {
        static Handshake of(Agreed agreed) {
            return new Handshake(agreed.resumed(), agreed.early(), agreed.client());
        }
    }

    private record Visited(String event) {}

    private record Listening(String event, String address) {}

    private record Stream(String event, long received, long sent, String sha256) {}

    private record Closed(
            String event,
            boolean ok,
            @Nullable String cipher,
            Handshake handshake,
            @Nullable Failure error) {}

    static void report(Report report) {
        print(report);
    }

    public static void listening(InetSocketAddress address) {
        String host = address.getAddress().getHostAddress();
        String uriHost = host.contains(":") ? "[" + host + "]" : host;
        print(new Listening("listening", uriHost + ":" + address.getPort()));
    }

    public static void stream(Received received, long sent) {
        print(new Stream("stream", received.length(), sent, received.sha256()));
    }

    /// The first of a client's two connections is over.
    static void visited() {
        print(new Visited("visited"));
    }

    /// A connection of the server ended.
    public static void closed(Agreed agreed, Failure failure) {
        boolean ok = failure.closedPlainly();
        print(new Closed("closed", ok, agreed.cipher(), Handshake.of(agreed), ok ? null : failure));
    }

    private static synchronized void print(Object line) {
        System.out.println(JSON_LINES.asString(line));
        System.out.flush();
    }
}
