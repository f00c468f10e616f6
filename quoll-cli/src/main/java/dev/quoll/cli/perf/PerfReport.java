package dev.quoll.cli.perf;

import dev.quoll.cli.report.Agreed;
import dev.quoll.cli.report.Failure;

import org.jspecify.annotations.Nullable;

/// What a `perf8` client prints in JSON, as `quoll-interop/README.md` has it. *Immutable*.
///
/// @param bytes body bytes of all streams: received ones, in mode `up` sent ones
/// @param sha256 of the body received on a stream; null where none comes
/// @param seconds from the first call to connect until the last byte
/// @param cipher null if the handshake failed
/// @param handshake null if it failed
/// @param transport likewise
/// @param roundTrips in mode `pp`, else null
record PerfReport(
        boolean ok,
        long bytes,
        @Nullable String sha256,
        double seconds,
        @Nullable String cipher,
        @Nullable Agreed handshake,
        @Nullable Transport transport,
        @Nullable RoundTrips roundTrips,
        @Nullable Failure error) {
    static PerfReport done(
            Transfer transfer,
            double seconds,
            String cipher,
            Agreed handshake,
            Transport transport) {
        return new PerfReport(
                true,
                transfer.bytes(),
                transfer.sha256().orElse(null),
                seconds,
                cipher,
                handshake,
                transport,
                transfer.roundTrips().orElse(null),
                null);
    }

    static PerfReport failed(double seconds, Failure failure) {
        return new PerfReport(false, 0, null, seconds, null, null, null, null, failure);
    }
}
