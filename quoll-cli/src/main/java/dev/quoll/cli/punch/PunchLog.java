package dev.quoll.cli.punch;

import dev.quoll.cli.report.Amount;
import dev.quoll.cli.report.ErrorLine;
import dev.quoll.cli.report.JsonLines;

import java.io.PrintWriter;
import java.util.Locale;

/// What `quoll punch` tells as it happens. *Thread-safe*.
interface PunchLog {
    /// The relay knows us.
    ///
    /// @param relay its address
    /// @param key our own, by which peers reach us there
    void registered(String relay, String key);

    /// There is a connection to the peer, over the relay.
    void connected(String peer);

    /// An address at which one of the sides may be reached has become known or is so no more.
    void candidate(Whose whose, Change change, String address);

    /// A round of NAT traversal begins.
    void round(long number, double seconds);

    /// A path is proved.
    ///
    /// @param remote where it leads
    /// @param seconds since the connection
    void path(long id, Way way, String remote, double seconds);

    /// A path is used otherwise than before.
    void status(long id, Way way, String status, double seconds);

    /// A path is given up.
    void lost(long id, Way way, String reason, double seconds);

    /// All is over.
    void done(PunchReport report);

    /// Of which side.
    enum Whose {
        OWN,
        PEER;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// What became of a candidate.
    enum Change {
        ADDED,
        REMOVED;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// How a path leads to the peer.
    enum Way {
        DIRECT,
        RELAYED;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// One JSON object for each event.
    static PunchLog json(PrintWriter out) {
        return new Json(new JsonLines(out));
    }

    /// Lines for people.
    static PunchLog text(PrintWriter out) {
        return new Text(out);
    }

    /// As `docs/guide.md` has it. *Thread-safe*.
    record Json(JsonLines lines) implements PunchLog {
        private record Registered(String event, String relay, String key) {}

        private record Connected(String event, String peer) {}

        private record Candidate(String event, String whose, String change, String address) {}

        private record Round(String event, long number, double seconds) {}

        private record Proved(String event, long id, String way, String remote, double seconds) {}

        private record Used(String event, long id, String way, String status, double seconds) {}

        private record Lost(String event, long id, String way, String reason, double seconds) {}

        @Override
        public void registered(String relay, String key) {
            lines.print(new Registered("registered", relay, key));
        }

        @Override
        public void connected(String peer) {
            lines.print(new Connected("connected", peer));
        }

        @Override
        public void candidate(Whose whose, Change change, String address) {
            lines.print(new Candidate("candidate", whose.toString(), change.toString(), address));
        }

        @Override
        public void round(long number, double seconds) {
            lines.print(new Round("round", number, seconds));
        }

        @Override
        public void path(long id, Way way, String remote, double seconds) {
            lines.print(new Proved("path", id, way.toString(), remote, seconds));
        }

        @Override
        public void status(long id, Way way, String status, double seconds) {
            lines.print(new Used("status", id, way.toString(), status, seconds));
        }

        @Override
        public void lost(long id, Way way, String reason, double seconds) {
            lines.print(new Lost("lost", id, way.toString(), reason, seconds));
        }

        @Override
        public void done(PunchReport report) {
            lines.print(report);
        }
    }

    /// The same in words. *Thread-safe*.
    record Text(PrintWriter out) implements PunchLog {
        @Override
        public void registered(String relay, String key) {
            print("at the relay " + relay + " as " + key);
        }

        @Override
        public void connected(String peer) {
            print("connected to " + peer);
        }

        @Override
        public void candidate(Whose whose, Change change, String address) {
            print((whose == Whose.OWN ? "own" : "peer's") + " address " + address + " " + change);
        }

        @Override
        public void round(long number, double seconds) {
            print(Amount.seconds(seconds) + " round " + number);
        }

        @Override
        public void path(long id, Way way, String remote, double seconds) {
            print(way, id, "to " + remote, seconds);
        }

        @Override
        public void status(long id, Way way, String status, double seconds) {
            print(way, id, "is " + status, seconds);
        }

        @Override
        public void lost(long id, Way way, String reason, double seconds) {
            print(way, id, "is lost: " + reason, seconds);
        }

        @Override
        public void done(PunchReport report) {
            synchronized (out) {
                sent(report);
                received(report);
                report.paths().forEach(path -> print(path));
                out.println(ending(report));
                out.flush();
            }
        }

        private void sent(PunchReport report) {
            SentFile file = report.sent();
            if (file != null) {
                out.printf(
                        "sent %s, %s, SHA-256 %s, in %s%n",
                        file.name(),
                        Amount.bytes(file.bytes()),
                        file.sha256(),
                        Amount.seconds(file.seconds()));
            }
        }

        private void received(PunchReport report) {
            ReceivedFile file = report.received();
            if (file != null) {
                out.printf(
                        "received %s, %s, SHA-256 %s, in %s, longest pause %d ms%n",
                        ErrorLine.printable(file.name()),
                        Amount.bytes(file.bytes()),
                        file.sha256(),
                        Amount.seconds(file.seconds()),
                        file.longestPauseMillis());
            }
        }

        private void print(PathLine path) {
            out.print(path.relayed() ? "relayed " : "direct  ");
            path.path().print(out);
        }

        private static String ending(PunchReport report) {
            if (report.error() != null) {
                return "failed: " + report.error().message();
            }
            Double seconds = report.secondsToDirect();
            return seconds == null
                    ? "no direct path was found"
                    : "a direct path was found after " + Amount.seconds(seconds);
        }

        private void print(Way way, long id, String what, double seconds) {
            print(Amount.seconds(seconds) + " " + way + " path " + id + " " + what);
        }

        private void print(String line) {
            synchronized (out) {
                out.println(line);
                out.flush();
            }
        }
    }
}
