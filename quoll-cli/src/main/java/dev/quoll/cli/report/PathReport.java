package dev.quoll.cli.report;

import dev.quoll.Path;
import dev.quoll.core.stats.PathStats;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;

/// What went over one path. *Immutable*.
///
/// @param id its number; null if it was not opened
/// @param local the address of this machine that it begins at; null if the system chose it
/// @param remote where it leads
/// @param open whether it is in use still
/// @param rttMillis the round-trip time, smoothed
/// @param error why it could not be opened; null if it could
public record PathReport(
        @Nullable Long id,
        @Nullable String local,
        String remote,
        boolean open,
        long bytesSent,
        long bytesReceived,
        long packetsLost,
        double rttMillis,
        @Nullable Failure error) {
    /// A path, whatever became of it.
    public static PathReport of(Path path) {
        PathStats stats = path.stats();
        return new PathReport(
                path.id().value(),
                path.localIp().map(InetAddress::getHostAddress).orElse(null),
                HostAndPort.of(path.remoteAddress()),
                path.connection().path(path.id()).isPresent(),
                stats.sent().bytes(),
                stats.received().bytes(),
                stats.packetsLost(),
                stats.rtt().toNanos() / 1e6,
                null);
    }

    /// A path that could not be opened.
    public static PathReport failed(InetAddress local, InetSocketAddress remote, IOException why) {
        return new PathReport(
                null,
                local.getHostAddress(),
                HostAndPort.of(remote),
                false,
                0,
                0,
                0,
                0,
                Failure.of(why));
    }

    /// Prints one line.
    public void print(PrintWriter out) {
        String from = local == null ? "any address" : local;
        if (error != null) {
            out.printf("no path  %s to %s: %s%n", from, remote, error.message());
            return;
        }
        out.printf(
                "path %d  %s to %s  sent %s, received %s, %d packets lost, round trip %s%s%n",
                id,
                from,
                remote,
                Amount.bytes(bytesSent),
                Amount.bytes(bytesReceived),
                packetsLost,
                Amount.millis(Duration.ofNanos((long) (rttMillis * 1e6))),
                open ? "" : ", closed");
    }
}
