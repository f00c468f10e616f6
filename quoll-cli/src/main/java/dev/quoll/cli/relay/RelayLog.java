package dev.quoll.cli.relay;

import dev.quoll.cli.report.Amount;
import dev.quoll.cli.report.Failure;
import dev.quoll.cli.report.HostAndPort;
import dev.quoll.cli.report.JsonLines;
import dev.quoll.core.error.CloseCause;
import dev.quoll.relay.PeerKey;
import dev.quoll.relay.server.RelayCounts;
import dev.quoll.relay.server.RelayObserver;

import org.jspecify.annotations.Nullable;

import java.io.PrintWriter;
import java.net.InetSocketAddress;

/// What a relay tells of its work. *Thread-safe*.
interface RelayLog extends RelayObserver {
    /// Peers may come.
    ///
    /// @param address where the relay listens
    /// @param key the relay's own, by which peers know it
    void listening(String address, PeerKey key);

    /// It was all.
    void stopped(RelayCounts counts);

    /// One JSON object for each event.
    static RelayLog json(PrintWriter out) {
        return new Json(new JsonLines(out));
    }

    /// Lines for people.
    static RelayLog text(PrintWriter out) {
        return new Text(out);
    }

    private static @Nullable Failure failure(CloseCause cause) {
        return cause instanceof CloseCause.ApplicationClosed closed && closed.code() == 0
                ? null
                : Failure.of(cause);
    }

    /// As `docs/guide.md` has it. *Thread-safe*.
    record Json(JsonLines lines) implements RelayLog {
        private record Listening(String event, String address, String key) {}

        private record Registered(String event, String key, String address) {}

        private record Gone(String event, String key, @Nullable Failure error) {}

        private record Stopped(String event, RelayCounts counts) {}

        @Override
        public void listening(String address, PeerKey key) {
            lines.print(new Listening("listening", address, key.toString()));
        }

        @Override
        public void onRegistered(PeerKey peer, InetSocketAddress address) {
            lines.print(new Registered("registered", peer.toString(), HostAndPort.of(address)));
        }

        @Override
        public void onGone(PeerKey peer, CloseCause cause) {
            lines.print(new Gone("gone", peer.toString(), failure(cause)));
        }

        @Override
        public void stopped(RelayCounts counts) {
            lines.print(new Stopped("stopped", counts));
        }
    }

    /// The same in words. *Thread-safe*.
    record Text(PrintWriter out) implements RelayLog {
        @Override
        public void listening(String address, PeerKey key) {
            print("listening on " + address + " as " + key);
        }

        @Override
        public void onRegistered(PeerKey peer, InetSocketAddress address) {
            print(peer + " registered from " + HostAndPort.of(address));
        }

        @Override
        public void onGone(PeerKey peer, CloseCause cause) {
            Failure failure = failure(cause);
            print(peer + " gone" + (failure == null ? "" : ": " + failure.message()));
        }

        @Override
        public void stopped(RelayCounts counts) {
            long lost = counts.overRate() + counts.queueFull() + counts.absent();
            print(
                    "carried %d packets of %s, lost %d"
                            .formatted(counts.packets(), Amount.bytes(counts.bytes()), lost));
        }

        private void print(String line) {
            synchronized (out) {
                out.println(line);
                out.flush();
            }
        }
    }
}
