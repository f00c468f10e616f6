package dev.quoll.cli.echo;

import dev.quoll.cli.report.Failure;

import org.jspecify.annotations.Nullable;

/// What `quoll connect` prints in JSON. *Immutable*.
///
/// @param key our own, by which the server knows us
/// @param server the server's, proved; null if it was not
/// @param bytes that came back
/// @param sha256 of them, null if they did not come to their end
/// @param seconds from the call to connect until the last byte
record ConnectReport(
        boolean ok,
        String key,
        @Nullable String server,
        long bytes,
        @Nullable String sha256,
        double seconds,
        @Nullable Failure error) {
    static ConnectReport failed(String key, double seconds, Failure failure) {
        return new ConnectReport(false, key, null, 0, null, seconds, failure);
    }
}
