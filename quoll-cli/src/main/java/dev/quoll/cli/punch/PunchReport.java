package dev.quoll.cli.punch;

import dev.quoll.cli.report.Failure;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// What `quoll punch --json` prints last. *Immutable*.
///
/// @param ok whether all was done that was asked for
/// @param key our own
/// @param peer the other's, proved; null if there was no connection
/// @param direct whether there was a direct path at the end
/// @param secondsToDirect from the connection until its first direct path; null if there was none
/// @param sent null if nothing was given, or the peer does not have it
/// @param received null if nothing came, or not all of it
/// @param paths that were proved, whatever became of them
/// @param seconds from the connection until both sides wanted no more
/// @param error null if all was done
record PunchReport(
        String event,
        boolean ok,
        String key,
        @Nullable String peer,
        boolean direct,
        @Nullable Double secondsToDirect,
        @Nullable SentFile sent,
        @Nullable ReceivedFile received,
        List<PathLine> paths,
        double seconds,
        @Nullable Failure error) {
    /// There was no connection.
    static PunchReport failed(String key, Failure failure) {
        return new PunchReport(
                "done", false, key, null, false, null, null, null, List.of(), 0, failure);
    }
}
