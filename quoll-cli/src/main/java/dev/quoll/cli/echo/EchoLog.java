package dev.quoll.cli.echo;

import dev.quoll.cli.echo.EchoServer.Client;
import dev.quoll.cli.report.Amount;
import dev.quoll.cli.report.Failure;
import dev.quoll.cli.report.JsonLines;

import org.jspecify.annotations.Nullable;

import java.io.PrintWriter;

/// What an echo server tells of its work. *Thread-safe*.
interface EchoLog {
    /// A client may come.
    ///
    /// @param address where the server listens
    /// @param key the server's own, by which clients know it
    void listening(String address, String key);

    /// A client has proved to have its key.
    ///
    /// @param resumed whether it did so in an earlier connection
    /// @param multipath whether the connection may have several paths
    void connected(Client client, boolean resumed, boolean multipath);

    /// Another path of a connection works.
    ///
    /// @param remote where the client is reached over it
    void path(Client client, long id, String remote);

    /// A stream was sent back to its end.
    void stream(Client client, long bytes);

    /// A connection ended, also one whose handshake failed.
    ///
    /// @param failure null if the client closed it with code 0
    void closed(Client client, @Nullable Failure failure);

    /// One JSON object for each event.
    static EchoLog json(PrintWriter out) {
        return new Json(new JsonLines(out));
    }

    /// Lines for people.
    static EchoLog text(PrintWriter out) {
        return new Text(out);
    }

    /// As `docs/guide.md` has it. *Thread-safe*.
    record Json(JsonLines lines) implements EchoLog {
        private record Listening(String event, String address, String key) {}

        private record Connected(
                String event,
                String address,
                @Nullable String key,
                boolean resumed,
                boolean multipath) {}

        private record Path(
                String event, String address, @Nullable String key, long id, String remote) {}

        private record Stream(String event, String address, @Nullable String key, long bytes) {}

        private record Closed(
                String event,
                String address,
                @Nullable String key,
                boolean ok,
                @Nullable Failure error) {}

        @Override
        public void listening(String address, String key) {
            lines.print(new Listening("listening", address, key));
        }

        @Override
        public void connected(Client client, boolean resumed, boolean multipath) {
            lines.print(
                    new Connected("connected", client.address(), client.key(), resumed, multipath));
        }

        @Override
        public void path(Client client, long id, String remote) {
            lines.print(new Path("path", client.address(), client.key(), id, remote));
        }

        @Override
        public void stream(Client client, long bytes) {
            lines.print(new Stream("stream", client.address(), client.key(), bytes));
        }

        @Override
        public void closed(Client client, @Nullable Failure failure) {
            lines.print(
                    new Closed("closed", client.address(), client.key(), failure == null, failure));
        }
    }

    /// The same in words. *Thread-safe*.
    record Text(PrintWriter out) implements EchoLog {
        @Override
        public void listening(String address, String key) {
            print("listening on " + address + " as " + key);
        }

        @Override
        public void connected(Client client, boolean resumed, boolean multipath) {
            print(client.address() + " is " + client.key());
        }

        @Override
        public void path(Client client, long id, String remote) {
            print(client.address() + " path " + id + " to " + remote);
        }

        @Override
        public void stream(Client client, long bytes) {
            print(client.address() + " stream of " + Amount.bytes(bytes));
        }

        @Override
        public void closed(Client client, @Nullable Failure failure) {
            print(client.address() + " closed" + (failure == null ? "" : ": " + failure.message()));
        }

        private void print(String line) {
            synchronized (out) {
                out.println(line);
                out.flush();
            }
        }
    }
}
