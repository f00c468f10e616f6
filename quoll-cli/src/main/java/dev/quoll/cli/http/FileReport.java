package dev.quoll.cli.http;

import dev.quoll.cli.report.Agreed;
import dev.quoll.cli.report.Failure;

import org.jspecify.annotations.Nullable;

/// What became of one download. *Immutable*.
///
/// @param file where it is; null if it failed
/// @param sha256 of its bytes, in hex; null if it failed
/// @param seconds from the request until the last byte
/// @param longestPauseMillis between two pieces of it, one after the other
/// @param cipher null if there was no connection
/// @param handshake null if there was no connection
record FileReport(
        String url,
        @Nullable String file,
        long bytes,
        @Nullable String sha256,
        double seconds,
        long longestPauseMillis,
        @Nullable String cipher,
        @Nullable Agreed handshake,
        @Nullable Failure error) {
    static FileReport failed(Download download, Failure failure) {
        return new FileReport(download.url().toString(), null, 0, null, 0, 0, null, null, failure);
    }
}
