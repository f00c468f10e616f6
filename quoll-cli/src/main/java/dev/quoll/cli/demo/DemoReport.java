package dev.quoll.cli.demo;

import dev.quoll.Connection;
import dev.quoll.cli.report.CipherName;
import dev.quoll.core.id.PathId;
import dev.quoll.core.stats.PathStats;

import java.util.List;

/// What the demo did. *Immutable*.
///
/// @param ok whether every copy has the bytes of its original
/// @param seconds for all files, from the first stream to the last word
/// @param rttMillis the round-trip time as the client knows it, smoothed
record DemoReport(
        boolean ok,
        List<Moved> files,
        double seconds,
        double handshakeSeconds,
        String cipher,
        double rttMillis,
        Counts client,
        Counts server) {
    /// What one side counted. *Immutable*.
    ///
    /// @param packetsLost packets it sent and took for lost; their content was sent again
    record Counts(long packetsSent, long packetsLost, long bytesSent, long congestionEvents) {
        static Counts of(Connection connection) {
            PathStats path = connection.pathStats(PathId.ZERO).orElseThrow();
            return new Counts(
                    path.packetsSent(),
                    path.packetsLost(),
                    path.sent().bytes(),
                    path.congestionEvents());
        }
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
                Counts.of(server));
    }
}
