package dev.quoll.cli.perf;

import dev.quoll.cli.report.Agreed;
import dev.quoll.cli.report.Amount;
import dev.quoll.cli.report.Failure;
import dev.quoll.cli.report.HostAndPort;
import dev.quoll.cli.report.JsonLines;

import org.jspecify.annotations.Nullable;

import java.io.PrintWriter;
import java.net.InetSocketAddress;

/// What a `perf8` server tells of its work. *Thread-safe*.
interface PerfServerLog {
    /// A client may come.
    void listening(InetSocketAddress address);

    /// A stream was answered to its end.
    void stream(Received received, long sent);

    /// A connection ended, also one whose handshake failed.
    ///
    /// @param cipher null if the handshake failed
    /// @param handshake null if it failed
    /// @param transport null if it failed
    /// @param failure null if the client closed it with code 0
    void closed(
            @Nullable String cipher,
            @Nullable Agreed handshake,
            @Nullable Transport transport,
            @Nullable Failure failure);

    /// One JSON object for each event.
    static PerfServerLog json(PrintWriter out) {
        return new Json(new JsonLines(out));
    }

    /// Lines for people.
    static PerfServerLog text(PrintWriter out) {
        return new Text(out);
    }

    /// As `quoll-interop/README.md` has it. *Thread-safe*.
    record Json(JsonLines lines) implements PerfServerLog {
        private record Listening(String event, String address) {}

        private record Stream(String event, long received, long sent, String sha256) {}

        private record Closed(
                String event,
                boolean ok,
                @Nullable String cipher,
                @Nullable Agreed handshake,
                @Nullable Transport transport,
                @Nullable Failure error) {}

        @Override
        public void listening(InetSocketAddress address) {
            lines.print(new Listening("listening", HostAndPort.of(address)));
        }

        @Override
        public void stream(Received received, long sent) {
            lines.print(new Stream("stream", received.length(), sent, received.sha256()));
        }

        @Override
        public void closed(
                @Nullable String cipher,
                @Nullable Agreed handshake,
                @Nullable Transport transport,
                @Nullable Failure failure) {
            lines.print(
                    new Closed("closed", failure == null, cipher, handshake, transport, failure));
        }
    }

    /// The same in words. *Thread-safe*.
    record Text(PrintWriter out) implements PerfServerLog {
        @Override
        public void listening(InetSocketAddress address) {
            print("listening on " + HostAndPort.of(address));
        }

        @Override
        public void stream(Received received, long sent) {
            print(
                    "stream: received "
                            + Amount.bytes(received.length())
                            + ", sent "
                            + Amount.bytes(sent));
        }

        @Override
        public void closed(
                @Nullable String cipher,
                @Nullable Agreed handshake,
                @Nullable Transport transport,
                @Nullable Failure failure) {
            print("closed: " + (failure == null ? "by the client" : failure.message()));
        }

        private void print(String line) {
            synchronized (out) {
                out.println(line);
                out.flush();
            }
        }
    }
}
