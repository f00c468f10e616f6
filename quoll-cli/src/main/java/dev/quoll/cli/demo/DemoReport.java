package dev.quoll.cli.demo;

import dev.quoll.Connection;
import dev.quoll.Path;
import dev.quoll.cli.report.CipherName;
import dev.quoll.cli.report.PathReport;
import dev.quoll.core.id.PathId;
import dev.quoll.core.stats.PathStats;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.function.ToLongFunction;

/// What the demo did. *Immutable*.
///
/// @param ok whether every copy has the bytes of its original, and a path that was cut was noticed
/// @param seconds for all files, from the first stream to the last word
/// @param rttMillis the round-trip time of the first path as the client knows it, smoothed
/// @param paths what went over each path, as the client knows it
/// @param cut the path that was cut; null if none was
record DemoReport(
        boolean ok,
        List<Moved> files,
        double seconds,
        double handshakeSeconds,
        String cipher,
        double rttMillis,
        Counts client,
        Counts server,
        List<PathReport> paths,
        @Nullable Cut cut) {
    /// What became of the path that was cut. *Immutable*.
    ///
    /// @param path its number
    /// @param secondsToEnd from the cut until it was given up; null if it never was
    /// @param reason why it was given up; null if it never was
    record Cut(long path, @Nullable Double secondsToEnd, @Nullable String reason) {}

    /// What one side counted. *Immutable*.
    ///
    /// @param packetsLost packets it sent and took for lost; their content was sent again
    record Counts(long packetsSent, long packetsLost, long bytesSent, long congestionEvents) {
        static Counts of(Connection connection) {
            List<PathStats> paths = connection.paths().stream().map(Path::stats).toList();
            return new Counts(
                    sum(paths, PathStats::packetsSent),
                    sum(paths, PathStats::packetsLost),
                    sum(paths, path -> path.sent().bytes()),
                    sum(paths, PathStats::congestionEvents));
        }

        private static long sum(List<PathStats> paths, ToLongFunction<PathStats> figure) {
            return paths.stream().mapToLong(figure).sum();
        }
    }

    /// The same, knowing what became of the paths.
    DemoReport with(List<PathReport> allPaths, @Nullable Cut wasCut) {
        boolean isNoticed = wasCut == null || wasCut.reason() != null;
        return new DemoReport(
                ok && isNoticed,
                files,
                seconds,
                handshakeSeconds,
                cipher,
                rttMillis,
                client,
                server,
                allPaths,
                wasCut);
    }

    static DemoReport of(
            Connection client,
            Connection server,
            List<Moved> files,
            double handshakeSeconds,
            double seconds) {
        return new DemoReport(
                files.stream().allMatch(Moved::equal),
                files,
                seconds,
                handshakeSeconds,
                CipherName.of(client),
                client.pathStats(PathId.ZERO).orElseThrow().rtt().toNanos() / 1e6,
                Counts.of(client),
                Counts.of(server),
                List.of(),
                null);
    }
}
